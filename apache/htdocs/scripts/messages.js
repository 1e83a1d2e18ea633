// Every sentence that the scripts show, by its code, and nothing else of what they do.
//
// A message is whole: its holes take barcodes, keys and numbers, never a part of a sentence. One
// that depends on a number has a text for each plural form, and a hole `count`. A translation
// replaces this file. Sentences about barcodes stand in
// templates/messages/scans.toml in the same words.

/** The language of the texts, which says what plural forms they have. */
const LANGUAGE = "en";

export const MESSAGES = Object.freeze(
  /** @type {const} */ ({
    // The banner.
    keepsNothing:
      "This browser keeps nothing: this is a private window, or its storage is full or switched off. Each scan is sent at once. Wait until it is shown as recorded before you scan the next one.",
    serverAway: "The server cannot be reached.",
    serverRefuses: "The server cannot record just now.",
    serverUnclear: "This page does not understand the server's answer.",
    scansWaiting: { one: "1 scan is waiting.", other: "{count} scans are waiting." },
    keepScanning:
      "Keep scanning: scans are kept on this computer, and sent as soon as the server takes them.",
    keepsTrying: "This page keeps trying.",
    reloadIfUnclear: "If this message stays, reload this page, and tell whoever looks after the server.",
    scansTakenOut: {
      one: "1 scan is in a file for Alma that was made here, and is not sent. Give the file to the supervisor, or press Send after all.",
      other:
        "{count} scans are in a file for Alma that was made here, and are not sent. Give the file to the supervisor, or press Send after all.",
    },
    timeUnknown:
      "The server's time is not known just now: the times below are this computer's. They are corrected when the scans are sent. What you save or put into a file before that keeps this computer's time, even if it is sent later.",
    clocksApart:
      "This computer's clock says {workstation}, the server's says {server}. Scans get the server's time: if it is wrong, tell whoever looks after the server.",
    scansNeedYou: {
      one: "1 scan is not recorded yet and needs you: see the Transaction Log.",
      other: "{count} scans are not recorded yet and need you: see the Transaction Log.",
    },

    // The bar.
    connected: "Our server: connected",
    cutOff: "Our server: cut off",
    serverBusy: "Our server cannot record",
    serverOdd: "Our server's answer is unclear",
    nameDesk: "Name this desk",
    nameTwice: "{name}: another computer has this name",
    deskQuestion: "What is this desk called? For instance: Circ 1",
    listsNew: "Today's lists",
    listsAge: { one: "Lists 1 day old", other: "Lists {count} days old" },
    listsOld: { one: "Old lists: 1 day", other: "Old lists: {count} days" },
    listsSize: "{age}, {size} MB",
    listsAll: "Lists from Alma: {ages}",
    itemsNew: "today's items",
    itemsAge: { one: "items 1 day old", other: "items {count} days old" },
    patronsNew: "today's patrons",
    patronsAge: { one: "patrons 1 day old", other: "patrons {count} days old" },
    listsKept: "kept for offline use, {size} MB",
    waitingHere: { one: "1 unsent", other: "{count} unsent" },

    // The patron whose turn it is.
    noTurn: "No patron yet",
    scanCard: "Scan a card.",
    patronDone: { one: "Patron finished: 1 item. Scan the next patron's card.", other: "Patron finished: {count} items. Scan the next patron's card." },
    checkIn: "Check In: scan the items.",
    checkOut: "Check Out: scan the patron's card.",
    slipCount: { one: "Checked out: 1 item", other: "Checked out: {count} items" },
    itemsLent: { one: "1 item", other: "{count} items" },

    // The card of the last scan.
    lastState: "{time}, {state}",
    toneRecorded: "OK",
    toneLook: "Look",
    toneNotRecorded: "Not recorded",
    loanOf: "Loan {item} to {patron}",
    returnOf: "Return {item}",
    takenOff: "(removed: {parts})",
    partsJoined: "{first} and {second}",
    keepPageOpen: "Keep this page open until this is recorded: {what}",
    readyToScan: "Ready to scan.",
    patronChosen: "Patron {patron}: scan the items.",
    patronUnfinished:
      "Checkout for patron {patron} was not finished when the page was closed. Press Enter, and scan the card again.",
    patronUnfinishedCheckIn:
      "Checkout for patron {patron} was not finished when the page was closed. You are still in Check In. To lend, scan the card in Patron Barcode.",
    orphansHeld: { one: "1 item is held without a patron.", other: "{count} items are held without a patron." },
    keyLendsOrphans: { one: "{key} lends it to {patron}.", other: "{key} lends them to {patron}." },
    scanPatron: "Scan the patron's barcode.",
    scanItem: "Scan the item's barcode.",
    scanPatronFirst: "Scan the patron's barcode first.",
    chooseLibraryFirst: "Choose the library first.",
    keyWithinScan: "{key} does nothing in the middle of a scan. Press Enter first.",
    keyAgain: "Press {key} again if you mean it.",
    noScanHeld: "No scan is held.",
    scansHeld: {
      one: "1 scan is held and not recorded: see the Transaction Log.",
      other: "{count} scans are held and not recorded: see the Transaction Log.",
    },
    seeLog: "See the Transaction Log.",
    moreInLog: {
      one: "And 1 more: see the Transaction Log.",
      other: "And {count} more: see the Transaction Log.",
    },
    correctLine: "Correct this record in the lines below, then press Submit Records.",
    itemDiscarded: "{item} is discarded.",
    itemVoided: "{item} is voided.",
    itemToBeVoided: "{item} will be voided.",
    notVoided: "{item} was not voided: it is already in a file. Correct it in Alma.",
    linesToRecord: { one: "1 line to record", other: "{count} lines to record" },
    linesToRecordOdd: {
      one: "1 line to record. Look at it: {problems}",
      other: "{count} lines to record. Look at these: {problems}",
    },
    moreProblems: { one: "And 1 more.", other: "And {count} more." },
    heldNotInFile: {
      one: "The held scan is not in the file.",
      other: "The {count} held scans are not in the file.",
    },
    scansWouldWait: "Scans are waiting.",
    linesOfFile: {
      one: "1 line from the file will be recorded. Already here: {known}.",
      other: "{count} lines from the file will be recorded. Already here: {known}.",
    },
    fileIsCut: "Scan this once more: {line}. The file ends in the middle of that line, so it was left out.",
    fileNotRead: "This file cannot be read. Copy it to this computer, and open the copy.",
    fileNotOfPage:
      "This file was not made with Save to a file. Ask the supervisor to import it: Import Files of Other Stations (import.php).",

    // Files for Alma that the page makes.
    fileBeingMade: "Making the file…",
    nothingToSave: "No scan is waiting, so there is nothing to save.",
    nothingToTakeOut: "No scan is waiting, so there is nothing to put into a file.",
    fileNotMade: "No file was made: this browser cannot store which scans are in it. Press Save to a file instead.",
    takenOut: {
      one: "1 scan is in a file for Alma. Give this to the supervisor: {files}.",
      other: "{count} scans are in a file for Alma. Give this to the supervisor: {files}.",
    },
    openNotInFile: {
      one: "1 scan is held or rejected, and not in the file.",
      other: "{count} scans are held or rejected, and not in the file.",
    },
    refusedNotInFile: {
      one: "1 line that the server would refuse is not in the file. It keeps waiting.",
      other: "{count} lines that the server would refuse are not in the file. They keep waiting.",
    },
    takenOutHere: {
      one: "1 scan from this computer is in a file for Alma, and will not be sent.",
      other: "{count} scans from this computer are in a file for Alma, and will not be sent.",
    },
    askSend: {
      one: "Send 1 scan to the server after all? If somebody imports the file or loads it into Alma too, the scan counts twice.",
      other: "Send {count} scans to the server after all? If somebody imports the file or loads it into Alma too, they count twice.",
    },
    askRemove: {
      one: "Has Alma loaded the file? Then remove 1 scan here. After that, you cannot make the file again.",
      other: "Has Alma loaded the file? Then remove {count} scans here. After that, you cannot make the file again.",
    },
    answerSend: "Send after all",
    answerRemove: "Remove",
    sentAfterAll: { one: "1 scan will be sent after all.", other: "{count} scans will be sent after all." },
    removedHere: { one: "1 scan is removed from this computer.", other: "{count} scans are removed from this computer." },

    // Held scans: why, and what a person can do.
    problemOf: "{scanned}: {problem}",
    guessOf: "Did the scanner mean {guess}?",
    keyDiscards: "{key} discards it.",
    keyMakesPatron: "{key} makes {patron} the next patron.",
    keyMakesThisPatron: "{key} makes this the next patron.",
    keyTakesGuess: "{key} records {guess} instead.",
    keyLendsToNext: "{key} lends it to the next patron you scan.",
    keyRecords: "{key} records it anyway.",
    keyThenRecords: "Then {key} records it.",
    keyLetsPatron: "{key} lends it anyway, and this patron's other items too.",
    chooseInLog: "Choose what to do in the Transaction Log.",
    noPatron: "No patron.",
    noLibrary: "No library is chosen.",
    cutByKey: "{key} came in the middle of the scan.",
    keyAfterBoth: "This may be an item or the next patron: {key} came right after it, and after the scan before it.",
    unclearEnter: "This may be an item or the next patron: Enter came right after the patron's scan.",
    otherVersion: "This comes from another version of this page.",
    isReadError: "The scanner could not read it.",
    isStripe: "This is a card's magnetic stripe, not a barcode.",
    hasControl: "There is a control character in it.",
    hasCharacters:
      "Barcodes do not contain characters like these. The scanner and this computer may be set to different keyboards.",
    isIsbn: "This is the publisher's barcode (ISBN or ISSN), not the library's.",
    isTwice: "The same barcode came twice in one scan.",
    isTwo: "These look like two barcodes in one scan.",
    isLong: "This is too long: a barcode has at most 32 characters.",
    hasAdded: "It still has characters in it that a scanner adds.",
    noPatronFound: "No patron barcode found.",
    notAnItem: "This does not look like an item's barcode.",
    isPatron: "This looks like a patron's barcode.",
    isItem: "This looks like an item's barcode.",
    oddItem: "This does not look like the items' barcodes recorded here.",
    oddPatron: "This does not look like the patrons' barcodes recorded here.",
    wrongCheckDigit: "The check digit of this barcode is wrong.",
    beginsNotWith2: "This barcode should begin with 2.",
    beginsNotWith3: "This barcode should begin with 3.",
    ownPatron: "This is the patron's barcode.",
    wasPatron: "This was scanned as a patron's barcode today.",
    wasItem: "This was scanned as an item's barcode today.",
    unlistedItem: "This item is not in the list from Alma.",
    othersItem: "This item belongs to another library.",
    unlistedPatron: "This patron is not in the list from Alma.",
    isBlocked: "This patron is blocked in Alma.",
    isExpired: "This patron's account expired. Its last day was {day}.",
    repeatOut: "This item was checked out a moment ago.",
    repeatIn: "This item was checked in a moment ago.",

    // The Transaction Log.
    correctBarcode: "Correct the barcode",
    countsToday: "Recorded today at this desk: loans {loans}, returns {returns}.",
    olderNotShown: {
      one: "The list shows the latest scans. 1 older one is waiting and not shown.",
      other: "The list shows the latest scans. {count} older ones are waiting and not shown.",
    },
    stateHeld: "⚠ held, not recorded: {reason}",
    stateInPage: "◌ not recorded yet, in this page only",
    stateKept: "◌ kept on this computer",
    stateRejected: "✖ rejected: {reason}",
    stateRecorded: "✔ recorded {at}",
    stateTakenOut: "◌ in a file for Alma, not sent",
    stateVoiding: "◌ to be voided",
    stateVoided: "✖ voided",
    stateInFile: "✖ already in a file: correct it in Alma",
    kindLoan: "Loan",
    kindReturn: "Return",
    buttonRecord: "Record",
    buttonCorrect: "Correct",
    buttonDiscard: "Discard",
    buttonVoid: "Void",
    buttonSend: "Send after all",
    buttonTake: "Use {guess}",
    buttonPatron: "Use as patron",
    buttonGuessPatron: "Use {guess} as patron",
    buttonOfItem: "{button} {item}",

    // Sound.
    soundOn: "Sound is on",
    soundOff: "Sound is off",
    soundOffNoTest: 'Sound is off. Press "Sound is off" to switch it on, then press Test sound again.',
    soundImpossible: "This browser cannot play sound. Look at the large card after each scan.",
    soundTested: "Those were the three tones. If you heard nothing, turn up the volume of this computer.",
    toneTested: "{number} of {all}: {sign} {word}: {meaning}",
    toneRecordedMeans: "two quick notes, the second one higher. The scan is taken.",
    toneLookMeans: "three equal notes. A scan is held, or you need to look.",
    toneNotRecordedMeans: "one long deep note. Something was refused and is not recorded.",

    // Whether the browser keeps what waits.
    mayDelete: "When this computer's disk fills up, this browser may delete scans that are waiting.",
    keepsScans: "This browser keeps scans that are waiting, even when the disk fills up.",
    keepsRefused:
      "The browser did not agree. Bookmark this page and ask again, or ask whoever looks after this computer.",

    // The page before the file.
    moreArrived: {
      one: "1 more record has arrived since you opened this page.",
      other: "{count} more records have arrived since you opened this page.",
    },
    recordsGone: {
      one: "1 record has left this list since you opened this page: it was voided or put into a file.",
      other: "{count} records have left this list since you opened this page: they were voided or put into a file.",
    },
    desksChanged: "What the desks hold has changed since you opened this page.",
    countMayBeOld: "The server cannot be reached, so the count may be out of date.",
    reloadPage: "Reload",
    noRecord: "none",

    making: "{files}, {records}",
    filesMade: { one: "1 file", other: "{count} files" },
    recordsMade: { one: "1 record", other: "{count} records" },
    makingFiles: "Making the files. You may leave this page: they will be on List Generated Files.",

    // The import page.
    filesUnsent:
      "The files could not be sent, and nothing from them is recorded. Check that the server can be reached, and try again.",
    recordsUnsure:
      "The server's answer was lost, so it is not certain that the records were added. Press the button again: nothing is recorded twice.",
    filesTooLarge:
      "Import fewer files at a time, or split a large one. These are larger than {megabytes} MB, the most that can be imported at once.",
    sendingFiles: "Sending…",
    sendingPercent: "Sending: {percent}%",
    sentReading: "Sent. The server is reading the lines…",
    sentRecording: "Sent. The server is recording…",
    pressToSee: "Press it to see what would be recorded now.",
  }),
);

/** @typedef {typeof MESSAGES} Messages */
/** @typedef {keyof Messages} Code */

/**
 * The names of the holes in a text.
 *
 * @template Text
 * @typedef {Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | HolesIn<Rest> : never} HolesIn
 */

/**
 * The holes of a message, those of every plural form.
 *
 * @template {Code} C
 * @typedef {Messages[C] extends string ? HolesIn<Messages[C]>
 *   : "count" | HolesIn<Messages[C][keyof Messages[C]]>} HolesOf
 */

/**
 * What fills them: nothing where there are none.
 *
 * @template {Code} C
 * @typedef {[HolesOf<C>] extends [never] ? []
 *   : [holes: { [Hole in HolesOf<C>]: Hole extends "count" ? number : string | number }]} Filling
 */

/** A code of a message without holes. @typedef {{ [C in Code]: [HolesOf<C>] extends [never] ? C : never }[Code]} PlainCode */

const plurals = new Intl.PluralRules(LANGUAGE);

/**
 * A message with its holes filled, in the plural form for `count`.
 *
 * @template {Code} C
 * @param {C} code
 * @param {Filling<C>} filling
 * @returns {string}
 */
export function say(code, ...filling) {
  /** @type {Record<string, string | number>} */
  const holes = filling[0] ?? {};
  /** @type {string | {[form in Intl.LDMLPluralRule]?: string} & {other: string}} */
  const message = MESSAGES[code];
  const text = typeof message === "string" ? message : message[plurals.select(Number(holes.count))] ?? message.other;
  return text.replace(/\{(\w+)\}/g, (_, hole) => String(holes[hole]));
}
