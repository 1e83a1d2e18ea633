// Made by tests/scripts/bundle.mjs of index.js and what that imports: change those.
var LANGUAGE="en";var MESSAGES=Object.freeze({keepsNothing:"This browser keeps nothing: this is a private window, or its storage is full or switched off. Each s\
can is sent at once. Wait until it is shown as recorded before you scan the next one.",serverAway:"The server cannot be reached.",serverRefuses:"The server cann\
ot record just now.",serverUnclear:"This page does not understand the server's answer.",scansWaiting:{one:"1 scan is waiting.",other:"{count} scans are waiting."},
keepScanning:"Keep scanning: scans are kept on this computer, and sent as soon as the server takes them.",keepsTrying:"This page keeps trying.",reloadIfUnclear:"\
If this message stays, reload this page, and tell whoever looks after the server.",scansTakenOut:{one:"1 scan is in a file for Alma that was made here, and is n\
ot sent. Give the file to the supervisor, or press Send after all.",other:"{count} scans are in a file for Alma that was made here, and are not sent. Give the f\
ile to the supervisor, or press Send after all."},timeUnknown:"The server's time is not known just now: the times below are this computer's, and are corrected w\
hen the scans are sent.",clocksApart:"This workstation's clock says {workstation}, the server's says {server}. Scans get the server's time: if it is wrong, tell\
 whoever looks after the server.",scansNeedYou:{one:"1 scan is not recorded yet and needs you: see the Transaction Log.",other:"{count} scans are not recorded y\
et and need you: see the Transaction Log."},connected:"Our server: connected",cutOff:"Our server: cut off",serverBusy:"Our server cannot record",serverOdd:"Our \
server's answer is unclear",nameDesk:"Name this desk",nameTwice:"{name}: another computer has this name",deskQuestion:"What is this desk called? For instance: C\
irc 1",listsNew:"Lists of today",listsAge:{one:"Lists 1 day old",other:"Lists {count} days old"},listsOld:{one:"Old lists: 1 day",other:"Old lists: {count} days"},
listsSize:"{age}, {size} MB",listsAll:"Lists from Alma: {ages}",itemsNew:"items of today",itemsAge:{one:"items 1 day old",other:"items {count} days old"},patronsNew:"\
patrons of today",patronsAge:{one:"patrons 1 day old",other:"patrons {count} days old"},listsKept:"kept for offline use, {size} MB",waitingHere:{one:"1 unsent",
other:"{count} unsent"},noTurn:"No patron yet",scanCard:"Scan a card.",patronDone:{one:"Patron finished: 1 item. Scan the next patron's card.",other:"Patron fin\
ished: {count} items. Scan the next patron's card."},checkIn:"Check In: scan the items.",checkOut:"Check Out: scan the patron's card.",slipCount:{one:"Checked o\
ut: 1 item",other:"Checked out: {count} items"},itemsLent:{one:"1 item",other:"{count} items"},lastState:"{time}, {state}",toneRecorded:"OK",toneLook:"Look",toneNotRecorded:"\
Not recorded",loanOf:"Loan {item} to {patron}",returnOf:"Return {item}",takenOff:"(taken off: {parts})",partsJoined:"{first} and {second}",keepPageOpen:"Keep th\
is page open until this is recorded: {what}",readyToScan:"Ready to scan.",patronChosen:"Patron {patron}: scan the items.",patronUnfinished:"Patron {patron} was \
not finished when the page was closed. Press Enter, and scan the card again.",orphansHeld:{one:"1 item is held without a patron.",other:"{count} items are held \
without a patron."},keyLendsOrphans:{one:"{key} lends it to {patron}.",other:"{key} lends them to {patron}."},scanPatron:"Scan the patron's barcode.",scanItem:"\
Scan the item's barcode.",scanPatronFirst:"Scan the patron's barcode first.",chooseLibraryFirst:"Choose the library first.",keyWithinScan:"{key} does nothing in\
 the middle of a scan. Press Enter first.",keyAgain:"Press {key} again if you mean it.",noScanHeld:"No scan is held.",scansHeld:{one:"1 scan is held and not rec\
orded: see the Transaction Log.",other:"{count} scans are held and not recorded: see the Transaction Log."},seeLog:"See the Transaction Log.",moreInLog:{one:"An\
d 1 more: see the Transaction Log.",other:"And {count} more: see the Transaction Log."},correctLine:"Correct this record in the lines below, then press Submit R\
ecords.",itemDiscarded:"{item} is discarded.",itemVoided:"{item} is voided.",itemToBeVoided:"{item} will be voided.",linesToRecord:{one:"1 line to record",other:"\
{count} lines to record"},linesToRecordOdd:{one:"1 line to record. Look at it: {problems}",other:"{count} lines to record. Look at these: {problems}"},moreProblems:{
one:"And 1 more.",other:"And {count} more."},heldNotInFile:{one:"The file does not have the 1 scan that is held.",other:"The file does not have the {count} scan\
s that are held."},scansWouldWait:"Scans are waiting.",linesOfFile:{one:"1 line of the file to record. Already here: {known}.",other:"{count} lines of the file \
to record. Already here: {known}."},fileIsCut:"The file ends in the middle of its last line, so that scan is left out. Scan it once more: {line}",fileNotOfPage:"\
Save to a file did not make this file. Ask the supervisor to import it: Import Files of Other Stations (import.php).",fileBeingMade:"Making the file…",nothingToSave:"\
No scan waits, so there is nothing to save.",nothingToTakeOut:"No scan waits, so there is nothing to put into a file.",fileNotMade:"No file was made: this brows\
er cannot store now which scans are in it. Press Save to a file instead.",takenOut:{one:"1 scan is in a file for Alma. Give this to the supervisor: {files}.",other:"\
{count} scans are in a file for Alma. Give this to the supervisor: {files}."},openNotInFile:{one:"It does not have the 1 scan that is held or rejected.",other:"\
It does not have the {count} scans that are held or rejected."},refusedNotInFile:{one:"It does not have 1 line that the server would refuse. That line waits on.",
other:"It does not have {count} lines that the server would refuse. They wait on."},takenOutHere:{one:"1 scan of this computer is in a file for Alma, and will n\
ot be sent.",other:"{count} scans of this computer are in a file for Alma, and will not be sent."},askSend:{one:"Send 1 scan to the server after all? If somebod\
y imports the file or loads it into Alma too, the scan counts twice.",other:"Send {count} scans to the server after all? If somebody imports the file or loads i\
t into Alma too, they count twice."},askRemove:{one:"Has Alma loaded the file? Then remove 1 scan here. After that, you cannot make the file again.",other:"Has \
Alma loaded the file? Then remove {count} scans here. After that, you cannot make the file again."},answerSend:"Send after all",answerRemove:"Remove",sentAfterAll:{
one:"1 scan will be sent after all.",other:"{count} scans will be sent after all."},removedHere:{one:"1 scan is removed from this computer.",other:"{count} scan\
s are removed from this computer."},problemOf:"{scanned}: {problem}",guessOf:"Did the scanner mean {guess}?",keyDiscards:"{key} discards it.",keyMakesPatron:"{k\
ey} makes {patron} the next patron.",keyMakesThisPatron:"{key} makes this the next patron.",keyTakesGuess:"{key} records {guess} instead.",keyLendsToNext:"{key}\
 lends it to the next patron you scan.",keyRecords:"{key} records it anyway.",keyLetsPatron:"{key} lends it anyway, and this patron's other items too.",chooseInLog:"\
Choose what to do in the Transaction Log.",noPatron:"No patron.",noLibrary:"No library is chosen.",cutByKey:"{key} came in the middle of the scan.",keyAfterBoth:"\
{key} came right after this scan and the one before it, as if the scanner had sent it.",unclearEnter:"This may be an item or the next patron: Enter came right a\
fter the patron's scan.",otherVersion:"This comes from another version of this page.",isReadError:"The scanner could not read it.",isStripe:"This is a card's ma\
gnetic stripe, not a barcode.",hasControl:"There is a control character in it.",hasCharacters:"No barcode has such characters. The scanner and this computer may\
 be set to different keyboards.",isIsbn:"This is the publisher's barcode (ISBN or ISSN), not the library's.",isTwice:"The same barcode came twice in one scan.",
isTwo:"These look like two barcodes in one scan.",isLong:"This is too long: a barcode has at most 32 characters.",hasAdded:"There are still signs in it that a s\
canner adds.",noPatronFound:"No patron barcode found.",notAnItem:"This does not look like an item's barcode.",isPatron:"This looks like a patron's barcode.",isItem:"\
This looks like an item's barcode.",oddItem:"No item's barcode here has looked like this.",oddPatron:"No patron's barcode here has looked like this.",wrongCheckDigit:"\
The check digit of this barcode is wrong.",beginsNotWith2:"This barcode should begin with 2.",beginsNotWith3:"This barcode should begin with 3.",ownPatron:"This\
 is the patron's barcode.",wasPatron:"This was scanned as a patron's barcode today.",wasItem:"This was scanned as an item's barcode today.",unlistedItem:"This i\
tem is not in the list from Alma.",othersItem:"This item belongs to another library.",unlistedPatron:"This patron is not in the list from Alma.",isBlocked:"This\
 patron is blocked in Alma.",isExpired:"This patron's account expired. Its last day was {day}.",repeatOut:"This item was checked out just before.",repeatIn:"Thi\
s item was checked in just before.",correctBarcode:"Correct the barcode",countsToday:"Recorded today at this desk: loans {loans}, returns {returns}.",olderNotShown:{
one:"The list shows the latest scans. 1 older one is waiting and not shown.",other:"The list shows the latest scans. {count} older ones are waiting and not show\
n."},stateHeld:"⚠ held, not recorded: {reason}",stateInPage:"◌ not recorded yet, in this page only",stateKept:"◌ kept on this computer",stateRejected:"✖ r\
ejected: {reason}",stateRecorded:"✔ recorded {at}",stateTakenOut:"◌ in a file for Alma, not sent",stateVoiding:"◌ to be voided",stateVoided:"✖ voided",stateInFile:"\
✖ in a file already: correct it in Alma",kindLoan:"Loan",kindReturn:"Return",buttonRecord:"Record",buttonCorrect:"Correct",buttonDiscard:"Discard",buttonVoid:"\
Void",buttonSend:"Send after all",buttonTake:"Use {guess}",buttonPatron:"Use as patron",buttonGuessPatron:"Use {guess} as patron",buttonOfItem:"{button} {item}",
soundOn:"Sound is on",soundOff:"Sound is off",soundOffNoTest:'Sound is off. Press "Sound is off" to switch it on, then press Test sound again.',soundImpossible:"\
This browser cannot play sound. Look at the large card after each scan.",soundTested:"Those were the three tones. If you heard nothing, turn up the volume of th\
is computer.",toneTested:"{number} of {all}: {sign} {word}: {meaning}",toneRecordedMeans:"two quick notes, the second one higher. The scan is taken.",toneLookMeans:"\
three equal notes. A scan is held, or you need to look.",toneNotRecordedMeans:"one long deep note. Something was refused and is not recorded.",mayDelete:"When t\
his computer's disk fills up, this browser may delete scans that are waiting.",keepsScans:"This browser keeps scans that are waiting, even when the disk fills u\
p.",keepsRefused:"The browser did not agree. Bookmark this page and ask again, or ask whoever looks after this computer.",moreArrived:{one:"1 more record has ar\
rived since you opened this page.",other:"{count} more records have arrived since you opened this page."},recordsGone:{one:"1 record has gone since you opened t\
his page.",other:"{count} records have gone since you opened this page."},desksChanged:"What the desks hold has changed since you opened this page.",countMayBeOld:"\
The server cannot be reached, so the count may be out of date.",reloadPage:"Reload",noRecord:"none",making:"{files}, {records}",filesMade:{one:"1 file",other:"{\
count} files"},recordsMade:{one:"1 record",other:"{count} records"},makingFiles:"Making the files. You may leave this page: you find them on List Generated File\
s.",filesUnsent:"The files could not be sent, and nothing from them is recorded. Check that the server can be reached, and try again.",recordsUnsure:"The server\
's answer was lost, so it is not certain that the records were added. Press the button again: nothing is recorded twice.",filesTooLarge:"These files are larger \
than {megabytes} MB, which is the most that is taken at once. Import fewer files at a time; divide a file that is too large alone.",sendingFiles:"Sending…",sendingPercent:"\
Sending: {percent}%",sentReading:"Sent. The server is reading the lines…",sentRecording:"Sent. The server is recording…",pressToSee:"Press it to see what wo\
uld be recorded now."});var plurals=new Intl.PluralRules(LANGUAGE);function say(code,...filling){const holes=filling[0]??{};const message=MESSAGES[code];const text=typeof message===
"string"?message:message[plurals.select(Number(holes.count))]??message.other;return text.replace(/\{(\w+)\}/g,(_,hole)=>String(holes[hole]))}var STATES=Object.freeze(["held","waiting","rejected","taken out","voiding","recorded","voided","in a file"]);function quoted(field){return/[",]/.test(field)?`"${field.
replace(/"/g,'""')}"`:field}function line({library,time,kind,item,callNumber,patron,patronName}){return[library,time,kind,item,callNumber,patron,patronName].map(
field=>quoted(field??"")).join(",")}function fields(text){const whole=","+text;const found=[...whole.matchAll(/,(?:"((?:[^"]|"")*)"([^,]*)|([^,]*))/g)];const[library="",
time="",kind="",item="",callNumber="",patron="",patronName=""]=found.map(([,inQuotes,behind,bare])=>(bare===void 0?inQuotes.replace(/""/g,'"')+behind:bare).trim());
return{library,time:time.replace(/\D/g,""),kind,item,callNumber,patron,patronName}}function lineOf(entry,clock2){return entry.raw??line({...entry,time:entry.time??
clock2.at(entry.library??"",entry.epoch)})}function isSameScan(entry,other){return entry.epoch!==void 0&&entry.epoch===other?.epoch&&entry.item===other?.item}var isUnsent=({
state})=>state==="waiting"||state==="voiding";var needsPerson=({state})=>state==="held"||state==="rejected";var isTakenOut=({state})=>state==="taken out";var isInMemory=({
id})=>typeof id==="string";function current({void:isVoid,...kept2}){if(isVoid)return{...kept2,state:"voiding"};if(STATES.includes(kept2.state))return kept2;return{
...kept2,state:"held",reason:say("otherVersion")}}var TROUBLE={"cut off":"serverAway",refused:"serverRefuses",unclear:"serverUnclear"};function bannerText({entries,sending,durable,isTimeKnown},apart2){const waiting=entries.
filter(isUnsent).length;const open2=entries.filter(needsPerson).length;const texts=[];if(!durable)texts.push(say("keepsNothing"));if(sending!=="ok"){texts.push(
say(TROUBLE[sending]));if(waiting>0)texts.push(say("scansWaiting",{count:waiting}));texts.push(durable?say("keepScanning"):say("keepsTrying"));if(sending==="unc\
lear")texts.push(say("reloadIfUnclear"));if(!isTimeKnown)texts.push(say("timeUnknown"))}const takenOut=entries.filter(isTakenOut).length;if(takenOut>0)texts.push(
say("scansTakenOut",{count:takenOut}));if(apart2)texts.push(say("clocksApart",{workstation:apart2.workstation,server:apart2.server}));if(open2>0)texts.push(say(
"scansNeedYou",{count:open2}));return texts.join(" ")}function showBanner(banner,status,apart2){const text=bannerText(status,apart2);if(banner.textContent!==text)
banner.textContent=text;banner.hidden=text===""}function format(milliseconds){return new Date(milliseconds).toISOString().replace(/\D/g,"").slice(0,14)}function parse(time){const found=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.
exec(time);if(!found)return NaN;const[year,month,day,hour,minute,second]=found.slice(1).map(Number);return Date.UTC(year,month-1,day,hour,minute,second)}function dayOf(time){
return time.replace(/^(\d{4})(\d\d)(\d\d).*/,"$1-$2-$3")}function clockTime(time){return time.replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/,"$1:$2:$3")}var TICK=2e3;var CONNECTION={ok:"connected","cut off":"cutOff",refused:"serverBusy",unclear:"serverOdd"};var Bar=class{#connection;#waiting;#time;#clock;constructor({
connection,waiting,time},clock2){this.#connection=connection;this.#waiting=waiting;this.#time=time;this.#clock=clock2;setInterval(()=>this.#tick(),TICK)}#tick(){
const clock2=this.#clock;this.#time.textContent=clock2.usable?clockTime(clock2.now()).slice(0,5):"--:--"}show({entries,sending}){this.#tick();this.#connection.textContent=
say(CONNECTION[sending]);this.#connection.classList.toggle("is-off",sending!=="ok");const count2=entries.filter(isUnsent).length;this.#waiting.textContent=say("\
waitingHere",{count:count2});this.#waiting.classList.toggle("is-some",count2>0)}};var CODE_39="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";function mod10(barcode){if(!/^\d{7,}$/.test(barcode))return false;const sum=[...barcode].reverse().reduce(
(total,digit,i)=>{const weighted=Number(digit)*(i%2?2:1);return total+(weighted>9?weighted-9:weighted)},0);return sum%10===0}function mod11(barcode){if(!/^\d{6,}[0-9X]$/.
test(barcode))return false;const values=[...barcode].reverse().map(digit=>digit==="X"?10:Number(digit));const sum=values.reduce((total,value,i)=>total+value*(i+
1),0);return sum%11===0}function mod43(barcode){const values=[...barcode].map(character=>CODE_39.indexOf(character));if(values.length<5||values.includes(-1))return false;
const check=values.pop();return values.reduce((total,value)=>total+value,0)%43===check}var SCHEMES=Object.freeze({mod10,mod11,mod43});var codabar14=barcode=>barcode.
length===14&&mod10(barcode);var WIDTH=32;var PROBLEMS={"read error":"isReadError",stripe:"isStripe",control:"hasControl",characters:"hasCharacters",isbn:"isIsbn",twice:"isTwice",two:"isTwo",
long:"isLong"};var AIM=/^\][A-Za-z][0-9A-Za-z]/;var CODE_392=/^(\*)([^*]+)(\*)$/;var CODABAR=/^([A-Da-d])(\d{10,})([A-Da-d])$/;function takeOff(scanned){const aim=AIM.
exec(scanned)?.[0]??"";const rest=scanned.slice(aim.length).trim();const[,start="",inner=rest,stop=""]=CODE_392.exec(rest)??CODABAR.exec(rest)??[];return{barcode:inner.
trim(),taken:[aim,start,stop].filter(Boolean)}}var READ_ERROR=/^(?:<?NR>?|NO[ _-]?READ|BAD[ _-]?READ|READ[ _-]?ERR(?:OR)?|ERR(?:OR)?|\?+|[%;+]E\??(?:[%;+]E\??)*)$/i;
var STRIPE=/^(?:%.*[?^]|;.*[?=]|\+.*\?)/;var PRINTABLE=/^[ -~]*$/;var CONTROL=/[\x00-\x1f\x7f-\x9f]/;function problemOf(barcode,isOrdinary=()=>false){if(CONTROL.
test(barcode))return"control";if(READ_ERROR.test(barcode))return"read error";if(STRIPE.test(barcode))return"stripe";if(!PRINTABLE.test(barcode)||!/[0-9A-Za-z]/.
test(barcode))return"characters";if(isTwice(barcode,isOrdinary))return"twice";if(isPublishers(barcode)&&!isOrdinary(barcode))return"isbn";if(barcode.length>WIDTH)
return"long";if(/^\d{20,}$/.test(barcode)&&!isOrdinary(barcode))return"two";return""}function repeated(barcode){return/^(.{4,32}?)(?:[ *]*\1)+$/.exec(barcode)?.[1]??
""}function isTwice(barcode,isOrdinary){const once=repeated(barcode);return once.length>=6||once!==""&&!isOrdinary(barcode)}function isPublishers(barcode){const digits=barcode.
replace(/[ -]/g,"");if(!/^97[789]\d{10}(?:\d{2}|\d{5})?$/.test(digits))return false;const sum=[...digits.slice(0,13)].reduce((total,digit,i)=>total+Number(digit)*
(i%2?3:1),0);return sum%10===0}var NUMBER_ROWS=[`&é"'(-è_çà`,`&é"'(§è!çà`,"+ěščřžýáíé","+ľščťžýáíé","!@#$%^&*()",'!"£$%^&*()','!"§$%\
&/()='];var ZEROS=[1632,1776,2406,65296];var DASHES=/[\u2010-\u2015\u2212]/g;function guess(barcode){const western=[...barcode].map(westernDigit).join("").replace(
DASHES,"-");if(problemOf(western)===""&&western!==barcode)return western;if(/\d/.test(western))return"";for(const row of NUMBER_ROWS){const digits=[...barcode].
map(sign=>row.includes(sign)?String((row.indexOf(sign)+1)%10):sign).join("");if(/^[0-9A-Za-z]+$/.test(digits))return digits}return""}function westernDigit(character){
const code=character.codePointAt(0)??0;const zero=ZEROS.find(first=>code>=first&&code<first+10);return zero===void 0?character:String(code-zero)}function meant(problem,barcode){
if(problem==="twice")return repeated(barcode);return problem==="characters"?guess(barcode):""}var DEFAULTS=Object.freeze({patron_pattern:"([0-9]+)",item_pattern:".*"});var WORDS={...PROBLEMS,added:"hasAdded","no patron":"noPatronFound","not an item":"not\
AnItem",patron:"isPatron",item:"isItem","odd item":"oddItem","odd patron":"oddPatron","check digit":"wrongCheckDigit","begins not with 2":"beginsNotWith2","begi\
ns not with 3":"beginsNotWith3","own patron":"ownPatron","was patron":"wasPatron","was item":"wasItem","repeat L":"repeatOut","repeat R":"repeatIn"};var FIRST_DIGITS={
"2":"patron","3":"item"};function compiled(pattern){try{return new RegExp(pattern)}catch{return void 0}}var Checks=class{#scanning;#known;#patron;#item;#hasItemPattern;#hasItemGroup;#hasPatronPattern;#scanned=new Map;constructor(scanning2,known2){
this.#scanning=scanning2;this.#known=known2;this.#hasPatronPattern=scanning2.patron_pattern!==DEFAULTS.patron_pattern;this.#patron=compiled(scanning2.patron_pattern)??
/(?!)/;this.#item=compiled(`^(?:${scanning2.item_pattern})$`)??/^.*$/;this.#hasItemGroup=(compiled(`${scanning2.item_pattern}|`)?.exec("")?.length??1)>1;this.#hasItemPattern=
scanning2.item_pattern!==DEFAULTS.item_pattern&&!this.#item.test("#")}patron(scanned){const found=this.#hasPatronPattern?this.#byPatronPattern(scanned):this.#firstDigits(
scanned);if(found.problem)return found;const{barcode}=found;const isItem=this.#isItemByPattern(scanned)||this.#isItemByPattern(takeOff(scanned).barcode);return{
...found,...this.#judged("patron",barcode,isItem?"item":this.#patronProblem(barcode))}}item(kind,scanned,patron){const found=this.#inItem(scanned);if(found.problem)
return found;const{barcode}=found;const problem=patron&&barcode===patron?"own patron":this.#itemProblem(barcode);const judged=this.#judged("item",barcode,problem);
return{...found,...judged.problem?judged:{problem:this.#repeat(kind,barcode)}}}isNone({problem}){return problem in PROBLEMS}mayBePatron({barcode,problem}){if(problem===
"odd item")return this.#known.hasSeenLike("patron",barcode);return problem==="patron"||problem==="was patron"}line({kind,item,patron}){const problems=[this.#plain(
"item",item,this.#itemProblem(item))];if(kind==="L"&&patron){const problem=this.#isItemByPattern(patron)?"item":this.#patronProblem(patron);problems.push(this.#plain(
"patron",patron,problem))}return problems.filter(Boolean)}words(problem){return say(WORDS[problem])}isOrdinary(barcode){return this.#known.isOrdinary("item",barcode)||
this.#known.isOrdinary("patron",barcode)}remember(kind,item){this.#known.remember("item",item);this.#scanned.set(`${kind} ${item}`,performance.now())}rememberEarlier(kind,item,ago){
this.#known.noteRole("item",item);this.#scanned.set(`${kind} ${item}`,performance.now()-ago)}rememberPatron(patron){this.#known.remember("patron",patron)}forget(kind,item){
if(this.#scanned.delete(`${kind} ${item}`))this.#known.forget("item",item)}#inItem(scanned){const off=takeOff(scanned);const raw=this.#hasItemPattern?this.#item.
exec(scanned):null;const match=raw??this.#item.exec(off.barcode);const barcode=(match?.[1]||(raw?scanned:off.barcode)).trim();const taken=raw?[]:off.taken;const problem=problemOf(
barcode,other=>this.#known.isOrdinary("item",other));const verdict={barcode,taken,problem,guess:meant(problem,barcode)};if(!this.#hasItemPattern)return verdict;
if(!match)return{...verdict,problem:problem||"not an item"};if(problem==="control"||problem==="read error")return verdict;return{...verdict,problem:barcode.length>
WIDTH?"long":"",guess:""}}#firstDigits(scanned){const{barcode:whole,taken}=takeOff(scanned);const problem=problemOf(whole,other=>this.#known.isOrdinary("patron",
other));if(problem)return{barcode:whole,taken,problem,guess:meant(problem,whole)};const barcode=this.#patron.exec(whole)?.[1]??"";if(!barcode)return{barcode:whole,
taken,problem:"no patron",guess:""};const around=whole.split(barcode,2).filter(Boolean);return{barcode,taken:[...taken,...around],problem:"",guess:""}}#byPatronPattern(scanned){
const off=takeOff(scanned);const barcode=(this.#patron.exec(scanned)?.[1]??this.#patron.exec(off.barcode)?.[1]??"").trim();if(problemOf(scanned)==="read error")
return{barcode:scanned,taken:[],problem:"read error",guess:""};if(!barcode)return{barcode:scanned,taken:[],problem:"no patron",guess:""};const problem=problemOf(
barcode,other=>this.#known.isOrdinary("patron",other));return{barcode,taken:[],problem,guess:meant(problem,barcode)}}#patronProblem(barcode){if(this.#known.wasOnly(
"item",barcode))return"was item";return this.#codabar(barcode,"2")}#itemProblem(barcode){if(this.#known.wasOnly("patron",barcode))return"was patron";if(this.#isPatronByPattern(
barcode))return"patron";return this.#codabar(barcode,"3")}#judged(role,barcode,problem){if(problem)return{problem,guess:""};const oddity2=this.#known.oddity(role,
barcode);if(oddity2==="check digit")return{problem:this.#scanning.check_digit==="auto"?oddity2:"",guess:""};if(oddity2===""||role==="item"&&this.#hasItemPattern)
return{problem:"",guess:""};const other=role==="item"?"patron":"item";if(this.#known.isOrdinary(other,barcode))return{problem:other,guess:""};return{problem:`od\
d ${role}`,guess:this.#withoutCapsLock(role,barcode)}}#withoutCapsLock(role,barcode){const other=[...barcode].map(c=>c===c.toUpperCase()?c.toLowerCase():c.toUpperCase()).
join("");return other!==barcode&&this.#known.isOrdinary(role,other)?other:""}#plain(role,barcode,problem){const isItem=role==="item"&&this.#hasItemPattern;if(isItem&&
!this.#hasItemGroup&&!this.#item.test(barcode))return"not an item";if(!isItem&&takeOff(barcode).barcode!==barcode)return"added";const found=problemOf(barcode,other=>this.#known.
isOrdinary(role,other));const form2=isItem&&!/^(control|read error|long)$/.test(found)?"":found;return form2||this.#judged(role,barcode,problem).problem}#repeat(kind,item){
const before=this.#scanned.get(`${kind} ${item}`);const within=this.#scanning.repeat_minutes*6e4;return before!==void 0&&performance.now()-before<within?`repeat\
 ${kind}`:""}#isItemByPattern(text){return this.#hasItemPattern&&this.#item.test(text)}#isPatronByPattern(item){if(!this.#hasPatronPattern||this.#hasItemPattern)
return false;const whole=compiled(`^(?:${this.#scanning.patron_pattern})$`);return whole!==void 0&&whole.test(item)&&!whole.test("#")}#codabar(barcode,first){if(this.#scanning.
check_digit!=="codabar14")return"";if(!codabar14(barcode))return"check digit";if(barcode[0]===first)return"";return FIRST_DIGITS[barcode[0]]??`begins not with ${first}`}};
var isOthers=problem=>/^(patron|item|was patron|was item)$/.test(problem);var SLOW=30;function aheadOfUtc(periods,utc){const begun=periods.filter(([from])=>from*1e3<=utc);const[,ahead]=begun[begun.length-1]??periods[0]??[0,0];return ahead*
1e3}function recordedTime(periods,utc){for(let i=1;i<periods.length;i++){const[from,ahead]=periods[i];const before=periods[i-1][1];const[begin,until]=[from-SLOW,
from+before-ahead];if(ahead<before&&begin*1e3<=utc&&utc<until*1e3){const passed=Math.floor((Math.floor(utc/1e3)-begin)*SLOW/(until-begin));return(begin+before+passed)*
1e3}}return utc+aheadOfUtc(periods,utc)}var KEY="server clock";var STEP=5e3;var SLOW2=2e3;var LONGEST_STAND=2*36e5;var CRAWL=60;var QUARTER=15*6e4;var CARELESS=3*6e4;var Clock=class{#settings;#ahead;#last=0;#lastAt=0;#here;#asked=false;#drift=Date.
now()-performance.now();#zones;constructor(settings2,here=()=>""){this.#settings=settings2;this.#here=here;const{ahead,zones}=kept(settings2);this.#ahead=this.#drift+
(ahead??0);this.#zones=new Map(Object.entries(zones??{"":[[0,ofWorkstation()/1e3]]}))}learn({server_time,not_before,zones=zonesOf(server_time)},sent){const then=Date.
parse(server_time);if(!Number.isFinite(then)||!zones[""]?.length)return;this.#zones=new Map(Object.entries(zones));const received=performance.now();if(this.usable&&
received-sent>SLOW2)return;this.#ahead=then-(sent+received)/2;if(!this.#asked||this.#last-this.#now>LONGEST_STAND)this.#last=0;this.#pass(Date.parse(not_before??
"")||0);this.#asked=true;this.#drift=Date.now()-received;const ahead=Math.round(this.#ahead-this.#drift);this.#settings.set(KEY,JSON.stringify({ahead,zones}))}get usable(){
return this.#asked&&Math.abs(Date.now()-performance.now()-this.#drift)<STEP}get#now(){return performance.now()+this.#ahead}get zones(){return this.#zones}#zone(library){
return this.#zones.get(library)??this.#zones.get("")??[]}now(library=this.#here()){this.#pass(this.#now);return format(recordedTime(this.#zone(library),this.#last))}#pass(moment){
const passed=performance.now()-this.#lastAt;this.#last=Math.max(this.#last+passed/CRAWL,moment);this.#lastAt+=passed}timeOfScan(library){return this.#isLocal(library)?
this.now(library):null}#isLocal(library){return this.usable&&(library!==""||this.#zones.size===1)}ago(library,time){return recordedTime(this.#zone(library),this.#now)-
parse(time)}at(library,epoch=Date.now()){return format(recordedTime(this.#zone(library),epoch+this.#now-Date.now()))}apart(library){if(!this.#isLocal(library))return void 0;
const[server,workstation]=[this.#now+aheadOfUtc(this.#zone(library),this.#now),Date.now()+ofWorkstation()];const quarters=Math.round((server-workstation)/QUARTER);
if(quarters===0||Math.abs(server-workstation-quarters*QUARTER)>CARELESS)return void 0;const[workstationTime,serverTime]=[workstation,server].map(time=>clockTime(
format(time)).slice(0,5));return{quarters,workstation:workstationTime,server:serverTime}}};function kept(settings2){try{return JSON.parse(settings2.get(KEY)??"{\
}")}catch{return{}}}function zonesOf(serverTime){const[,sign,hours,minutes]=/([+-])(\d\d):(\d\d)$/.exec(serverTime)??["","+","0","0"];return{"":[[0,Number(`${sign}\
1`)*(Number(hours)*3600+Number(minutes)*60)]]}}function ofWorkstation(){return-new Date().getTimezoneOffset()*6e4}var NO_PATRON=say("noPatron");var LABELS={patron:"buttonPatron",record:"buttonRecord",correct:"buttonCorrect",discard:"buttonDiscard",void:"buttonVoid",send:"bu\
ttonSend"};function offered({offer,guess:guess2}){if(offer==="discard"||offer==="patron")return offer;return guess2?"take":"record"}var OF_PATRON=["patron","blo\
cked","expired"];var isOfPatron=({hold=[]})=>hold.some(kind=>OF_PATRON.includes(kind));var isOfTurn=(entry,other)=>entry.began!==void 0&&entry.began===other.began&&
entry.patron===other.patron;function choices(entry){const all=[offered(entry),"record","correct","discard"];return[...new Set(all)]}function label(action,{guess:guess2=""}){
if(action==="take")return say("buttonTake",{guess:guess2});return action==="patron"&&guess2?say("buttonGuessPatron",{guess:guess2}):say(LABELS[action])}function consequence(entry,key){
const{guess:guess2="",reason}=entry;const action=offered(entry);if(action==="discard")return say("keyDiscards",{key});if(action==="take")return say("keyTakesGue\
ss",{key,guess:guess2});if(action==="patron"){return guess2?say("keyMakesPatron",{key,patron:guess2}):say("keyMakesThisPatron",{key})}if(isOfPatron(entry))return say(
"keyLetsPatron",{key});return reason===NO_PATRON?say("keyLendsToNext",{key}):say("keyRecords",{key})}function announcement(entry,key){const{scanned=entry.item??
"",reason="",guess:guess2}=entry;const isLost=entry.kind==="L"&&!entry.patron&&offered(entry)==="record"&&reason!==NO_PATRON;return[say("problemOf",{scanned,problem:reason}),
...guess2?[say("guessOf",{guess:guess2})]:[],key&&!isLost?consequence(entry,key):say("chooseInLog")].join(" ")}function completed(entry,rest,item){const{reason,
scanned,offer,guess:guess2,hold,...scan}=item===void 0?entry:withItem(entry,item);const isLoan=scan.kind==="L";const patron=scan.patron||(isLoan?rest.patron:"");
const patronName=scan.patron||!isLoan?scan.patronName:rest.patronName;const accepted=!(hold?.length&&item!==void 0);return{...scan,library:scan.library||rest.library,
patron,patronName,state:"waiting",...accepted&&{accepted}}}function withPatron(entry,rest){if(entry.state==="held"&&entry.hold?.every(kind=>OF_PATRON.includes(kind)))
return completed(entry,rest);return entry.state==="held"||entry.state==="waiting"?{...entry,patronAccepted:true}:entry}function heldFor(against,entry){const all=against.
filter(({kind})=>!(entry.patronAccepted&&OF_PATRON.includes(kind)));if(entry.state!=="waiting"||entry.accepted||all.length===0)return entry;return{...entry,state:"\
held",hold:all.map(({kind})=>kind),reason:all.map(({reason})=>reason).join(" ")}}function withItem({tried,...entry},item){const said=fields(entry.raw??"");const raw=entry.
raw&&line({...said,kind:said.kind,item});return{...entry,item,...raw&&{raw}}}function lackOf({library,kind,patron}){if(!library)return say("chooseLibraryFirst");
return kind==="L"&&!patron?say("scanPatronFirst"):""}var IN_ROW=3;var PLAIN=3;var Suffix=class{#isAfterScan=false;#taken=new Set;#expected=new Map;#inRow=new Map;#plain=0;ended(){this.#isAfterScan=true;this.#taken.
clear()}interrupted(isNextScan){if(isNextScan&&this.#isAfterScan){this.#plain=this.#taken.size?0:this.#plain+1;for(const[key,left]of this.#expected){if(this.#taken.
has(key))continue;this.#expected.set(key,left-1);this.#inRow.delete(key)}}this.#isAfterScan=false}judge(key,sense){if(!this.#isAfterScan)return"";const left=this.#expected.
get(key)??0;const isSenseless=sense==="none"||sense==="little"&&this.#plain<PLAIN;const isAgain=this.#taken.has(key);if(isAgain){this.#expected.delete(key);this.#inRow.
delete(key)}if(isAgain||left<=0&&!isSenseless){this.#isAfterScan=false;return isAgain?"":"after a scan"}this.#taken.add(key);const inRow=(this.#inRow.get(key)??
0)+1;this.#inRow.set(key,inRow);this.#expected.set(key,inRow>=IN_ROW?2:1);return inRow>=IN_ROW?"suffix":"perhaps suffix"}};var isText=({key,ctrlKey,altKey,metaKey})=>key.length===1&&!ctrlKey&&!altKey&&!metaKey;var isShortcut=({ctrlKey,altKey,metaKey,shiftKey})=>ctrlKey||altKey||metaKey||
shiftKey;var isField=target=>target instanceof Element&&target.matches("input[type=text], textarea, select");function keypadDigit(event){const digit=/^Numpad(\d)$/.
exec(event.code)?.[1]??"";return isShortcut(event)||isText(event)?"":digit}var isLineEnd=({key,ctrlKey,altKey})=>ctrlKey&&!altKey&&/^[jm]$/i.test(key);var isControlCharacter=({
key,ctrlKey,altKey,metaKey})=>ctrlKey&&!altKey&&!metaKey&&key.length===1&&!/[acvxyz0+=-]/i.test(key);var Typing=class{last;#fields;#keys;#desk;#suffix=new Suffix;#cuts=new Map;constructor(fields2,keys,desk2){
this.last=fields2[0];this.#fields=fields2;this.#keys=keys;this.#desk=desk2;addEventListener("focusin",({target})=>{this.last=this.#fieldOf(target)??this.last});
addEventListener("pointerdown",()=>this.#suffix.interrupted(false));addEventListener("keydown",event=>this.#key(event));for(const field of fields2){field.addEventListener(
"input",()=>this.#input(field));field.addEventListener("beforeinput",event=>this.#inserted(field,event))}}back(){this.focus(this.last)}focus(field){this.last=field;
field.focus();if(this.#desk.isDone(field))field.select();else field.setSelectionRange(field.value.length,field.value.length)}isUnsent(field){return field.value.
trim()!==""&&!this.#desk.isDone(field)}get hasUnsent(){return this.#fields.some(field=>this.isUnsent(field))}endAll(){for(const field of this.#fields)if(this.isUnsent(
field))this.end(field)}type(text){const pieces=text.split(/[\r\n\t]+/);pieces.forEach((piece,i)=>{this.back();if(piece)this.#insert(this.last,piece);if(i<pieces.
length-1&&this.isUnsent(this.last))this.end(this.last)})}end(field){const text=field.value.trim();if(!text){const meaning=this.#suffix.judge("Enter",this.#desk.
senseOf(field,"Enter"));if(/suffix/.test(meaning))this.#desk.taken("Enter",meaning==="suffix");else this.#desk.enter(field,meaning==="after a scan");return}const cut=this.#cuts.
get(field);this.#cuts.delete(field);this.#suffix.ended();this.#desk.scanned(field,text,cut&&field.value.length>cut.length?cut.key:"")}#fieldOf(target){return this.#fields.
find(field=>field===target)}#key(event){const field=this.#fieldOf(event.target);if(event.defaultPrevented||event.isComposing)return;if(/^F\d+$/.test(event.key))
this.#functionKey(event,field);else if(field)this.#keyInField(event,field);else this.#keyElsewhere(event)}#keyInField(event,field){const digit=keypadDigit(event);
if(event.key==="Enter"||isLineEnd(event)){event.preventDefault();if(event.repeat)return;if(event.key==="Enter"||field.value.trim())return this.end(field);this.#suffix.
interrupted(false);this.#desk.taken("LF",true)}else if(event.key==="Tab"&&!isShortcut(event)){if(!this.isUnsent(field))return;event.preventDefault();this.end(field)}else if(digit){
event.preventDefault();this.#insert(field,digit)}else if(isControlCharacter(event)&&this.isUnsent(field)){event.preventDefault();this.#cut(field,`Control+${event.
key.toUpperCase()}`)}}#keyElsewhere(event){if(isField(event.target))return;const digit=keypadDigit(event);if(digit||isText(event)&&event.key!==" ")this.back();if(!digit)
return;event.preventDefault();this.#insert(this.last,digit)}#functionKey(event,field){if(isShortcut(event))return;const{key,target}=event;const isWithin=field?this.
isUnsent(field):target instanceof HTMLTextAreaElement||target instanceof HTMLInputElement&&target.value!=="";const isOurs=this.#keys.includes(key);if(isWithin||
isOurs)event.preventDefault();if(isWithin){if(field)this.#cut(field,key)}else if(isOurs&&!event.repeat){const meaning=this.#suffix.judge(key,field?this.#desk.senseOf(
field,key):"some");if(/suffix/.test(meaning))this.#desk.taken(key,meaning==="suffix");else this.#desk.pressed(key,meaning==="after a scan")}}#cut(field,key){if(!this.#cuts.
has(field))this.#cuts.set(field,{key,length:field.value.length});if(field.value.length>WIDTH)this.end(field);else this.#desk.ignored(key)}#input(field){if(field.
value==="")this.#cuts.delete(field);this.#suffix.interrupted(true)}#insert(field,text){const{selectionStart,selectionEnd,value}=field;field.setRangeText(text,selectionStart??
value.length,selectionEnd??value.length,"end");field.dispatchEvent(new Event("input",{bubbles:true}))}#inserted(field,event){const text=event.data??event.dataTransfer?.
getData("text/plain")??"";if(/^insert(LineBreak|Paragraph)$/.test(event.inputType)){event.preventDefault();this.end(field)}else if(/[\r\n\t]/.test(text)){event.
preventDefault();this.type(text)}}};var NONE="---";function isChoice(typed,names2){const begins=begun2=>names2.some(name=>name.toLowerCase().startsWith(begun2));let begun="";for(const key of typed.
toLowerCase()){begun=begins(begun+key)?begun+key:key;if(!begins(begun))return false}return true}var Library=class{#list;#settings;#typing;#typed="";#before="";#isByMouse=false;constructor(list,settings2,typing){
this.#list=list;this.#settings=settings2;this.#typing=typing;if(!(list instanceof HTMLSelectElement))return;this.#restore(list);this.#before=list.value;list.addEventListener(
"focus",()=>this.#begin());list.addEventListener("pointerdown",()=>this.#isByMouse=true);list.addEventListener("change",()=>this.#changed());list.addEventListener(
"keydown",event=>this.#key(event,list))}get code(){return this.#list.value===NONE?"":this.#list.value}get name(){const list=this.#list;return list instanceof HTMLSelectElement?
list.selectedOptions[0].text:list.dataset.name??""}#restore(list){const options=[...list.options];const has=code=>options.some(({value})=>value===code);const wanted=new URLSearchParams(
location.search).get("library")??NONE;const kept2=this.#settings.get("library")??NONE;if(wanted!==NONE&&has(wanted)){list.value=wanted;for(const option of options)
if(option.value!==wanted)option.remove()}else{list.value=has(kept2)?kept2:NONE}}#begin(){this.#typed="";this.#before=this.#list.value}#changed(){this.#settings.
set("library",this.#list.value);if(this.#isByMouse)this.#typing.back()}#key(event,list){this.#isByMouse=false;const{key}=event;const digit=keypadDigit(event);if(digit||
isText(event)&&(this.#typed||key!==" ")){this.#typed+=digit||key;if(isChoice(this.#typed,[...list.options].map(({text})=>text)))return;event.preventDefault();const typed=this.#typed;
list.value=this.#before;this.#changed();this.#begin();this.#typing.type(typed)}else if(key==="Enter"){event.preventDefault();this.#typing.back()}else if(/^(Arrow|Page|Home|End|Escape)/.
test(key)){this.#typed="";setTimeout(()=>this.#begin())}}};function barcodeAtEnd(text,isOrdinary){const trimmed=text.trim();if(/^\d{7,}$/.test(trimmed))return trimmed;const ends=[...trimmed].map((_,i)=>trimmed.slice(i));
const isBarcode=end=>/^(?=.*\d)\S{6,}$/.test(end)&&isOrdinary(end);return ends.find(isBarcode)??/(?:^|\D)(\d{14})$/.exec(trimmed)?.[1]??""}function scannedLine({
value,selectionStart}){const line3=value.slice(0,selectionStart).split("\n").pop()??"";return line3.includes(",")?"":line3}var isEnd=event=>(event.key==="Enter"||
event.key==="Tab")&&!isShortcut(event)&&!event.isComposing;function watchStrays({fields:fields2,lines},typing,isOrdinary,next){for(const field of fields2){field.
addEventListener("keydown",event=>{if(!isEnd(event))return;const barcode=barcodeAtEnd(field.value,isOrdinary);if(barcode){field.value=field.value.trim().slice(0,
-barcode.length).trim();typing.type(`${barcode}
`)}else if(event.key==="Enter"){next()}else{return}event.preventDefault()})}lines.addEventListener("keydown",event=>{const line3=isEnd(event)?scannedLine(lines):
"";if(!line3.trim())return;event.preventDefault();const end=lines.selectionStart;lines.setRangeText("",end-line3.length,end,"end");typing.type(`${line3}
`)})}var TURN="turn";var UNCLEAR=say("unclearEnter");var Desk=class{#form;#settings;#session;#station;#checks;#keys;#held;#turned;#library;#typing;#patron="";#hadPatron=false;#began=0;#isLetThrough=false;#hasScans=false;#orphans=[];#isEnterUnclear=false;#unclear;#shown="";#before;constructor(form2,{
settings:settings2,session:session2,station:station2,keys,held,turned}){this.#form=form2;this.#settings=settings2;this.#session=session2;this.#station=station2;
this.#checks=station2.checks;this.#keys=keys;this.#held=held;this.#turned=turned;const{patronBarcode,itemBarcode,itemBarcode2,callNumber,patronName,textarea}=form2;
this.#typing=new Typing([patronBarcode,itemBarcode,itemBarcode2],Object.values(keys).filter(Boolean),{scanned:(field,text,cutBy)=>this.#scanned(field,text,cutBy),
enter:(field,isAfterScan)=>this.#enter(field,isAfterScan),pressed:(key,isAfterScan)=>this.#pressed(key,isAfterScan),ignored:key=>station2.announce(say("keyWithi\
nScan",{key}),"look"),taken:(key,isSure)=>this.#taken(key,isSure),isDone:field=>field===patronBarcode&&this.#patron!==""&&field.value===this.#shown,senseOf:(field,key)=>this.#senseOf(
field,key)});this.#library=new Library(form2.library,settings2,this.#typing);watchStrays({fields:[callNumber,patronName].filter(Boolean),lines:textarea},this.#typing,
text=>this.#checks.isOrdinary(text),()=>this.#typing.focus(itemBarcode));patronBarcode.addEventListener("click",()=>this.#typing.focus(patronBarcode));patronBarcode.
addEventListener("input",()=>{if(patronBarcode.value===this.#shown)return;this.#hadPatron=this.#hadPatron||this.#patron!=="";this.#setPatron("")});this.#onClick(
form2.checkoutbutton,itemBarcode);this.#onClick(form2.checkinbutton,itemBarcode2);form2.addEventListener("click",({target})=>{const isButton=target instanceof Element&&
target.closest("button")&&!target.closest("tbody, .correction");if(isButton&&!isField(document.activeElement))this.#typing.back()})}get library(){return this.#library.
code}get libraryName(){return this.#library.name}get hasText(){return this.#typing.hasUnsent}flush(){this.#typing.endAll()}restore(){const[here,anywhere]=[this.#session,
this.#settings].map(kept2=>kept2.get(TURN)??"");if(here){const{patron,shown,began,isLetThrough}=JSON.parse(here);this.#choose(patron,shown,[],{began,isLetThrough})}else if(anywhere){
const{patron}=JSON.parse(anywhere);this.#settings.set(TURN,"");this.#hasScans=true;this.#station.announce(say("patronUnfinished",{patron}),"look");this.#typing.
focus(this.#form.itemBarcode)}return!here&&anywhere!==""}begin(){this.#endPatron();this.#station.announce(say("readyToScan"),"")}get patron(){return this.#patron}finish(){
this.#typing.endAll();this.#finish()}#finish(){const patron=this.#patron;this.#endPatron();if(patron)this.#station.hint(say("patronDone",{count:this.#station.countOf(
patron)}))}#setPatron(patron){this.#patron=patron;this.#turned()}#keepTurn(turn){this.#session.set(TURN,turn);this.#settings.set(TURN,turn)}back(){this.#typing.
back()}takeStray(text){const barcode=barcodeAtEnd(text,end=>this.#checks.isOrdinary(end));if(barcode)this.#typing.type(`${barcode}
`);return barcode!==""}correctLine(raw){const{textarea}=this.#form;textarea.closest("details").open=true;const lines=textarea.value.split("\n").filter(Boolean);
if(!lines.includes(raw))textarea.value=[...lines,raw,""].join("\n");textarea.focus()}async decide(action,entry,withId=Promise.resolve(entry)){if(action==="disca\
rd"||action==="void")return this.#station.void(await withId);if(action==="patron")return this.#usePatron(entry,withId);this.#hasScans=true;if(isOfPatron(entry)&&
entry.began===this.#began&&entry.patron===this.#patron){this.#isLetThrough=true;this.#keepPatron()}await this.#station.accept([withId],this.#rest,action==="take"?
entry.guess:void 0)}async#usePatron({guess:guess2,scanned="",item=""},withId){this.#takeInPatron();const found=this.#checks.patron(guess2||scanned||item);const patron=guess2||
(found.problem==="no patron"?item:found.barcode)||item;this.#endPatron();this.#checks.rememberPatron(patron);this.#choose(patron,patron,[]);await this.#station.
remove(withId)}#takeInPatron(){const{patronBarcode}=this.#form;const isUnsent2=this.#typing.isUnsent(patronBarcode);if(isUnsent2)this.#typing.end(patronBarcode);
return isUnsent2}#scanned(field,text,cutBy){const{patronBarcode,itemBarcode}=this.#form;if(this.#unclear)this.#forgetPatron();if(field===patronBarcode)return this.#scannedPatron(
text,cutBy);const kind=field===itemBarcode?"L":"R";if(kind==="L")this.#takeInPatron();this.#scannedItem(kind,field,text,cutBy)}#scannedPatron(text,cutBy){const{
itemBarcode,patronBarcode}=this.#form;if(!cutBy&&this.#patron&&text===this.#shown)return this.#typing.focus(itemBarcode);if(this.#patron)this.#orphans=[];if(this.#patron||
this.#hadPatron)this.#clearDetails();this.#hadPatron=false;this.#setPatron("");this.#shown="";this.#hasScans=false;patronBarcode.value="";const verdict=this.#checks.
patron(text);const reason=this.#reason(verdict,cutBy);if(!reason){this.#checks.rememberPatron(verdict.barcode);return this.#choose(verdict.barcode,text,verdict.
taken)}this.#keepTurn("");this.#before=void 0;const{guess:guess2}=verdict;this.#station.hold(this.#scan("L",verdict.barcode),{reason,scanned:text,offer:this.#offerFor(
verdict),guess:guess2});this.#typing.focus(itemBarcode)}#offerFor(verdict){if(isOthers(verdict.problem))return void 0;const isNone=this.#checks.isNone(verdict)&&
!verdict.guess;return isNone?"discard":"patron"}#clearDetails(){const{patronName,callNumber}=this.#form;for(const field of[patronName,callNumber])if(field)field.
value=""}#keepPatron(){const isLetThrough=this.#isLetThrough;this.#keepTurn(JSON.stringify({patron:this.#patron,shown:this.#shown,began:this.#began,isLetThrough}))}#choose(barcode,shown,taken,{
began=Date.now(),isLetThrough=false}={}){const{patronBarcode,itemBarcode}=this.#form;this.#setPatron(barcode);this.#shown=shown;this.#hasScans=false;patronBarcode.
value=shown;this.#began=began;this.#isLetThrough=isLetThrough;this.#keepPatron();const text=say("patronChosen",{patron:barcode})+takenOff(taken);if(this.#orphans.
length)this.#station.offer(text+this.#offerOfOrphans(),()=>this.#lendOrphans());else this.#station.announce(text,"");this.#typing.focus(itemBarcode)}#scannedItem(kind,field,text,cutBy){
const{callNumber}=this.#form;field.value="";this.#hasScans=true;this.#before=void 0;const patron=kind==="L"?this.#patron:"";const verdict=this.#checks.item(kind,
text,patron);const scan=this.#scan(kind,verdict.barcode);const isUnclear=kind==="L"&&this.#isEnterUnclear;this.#isEnterUnclear=false;const reason=this.#reason(verdict,
cutBy)||lackOf2(scan)||(isUnclear?UNCLEAR:"");if(kind==="L"&&callNumber)callNumber.value="";this.#typing.focus(field);if(!reason)return this.#station.scan(scan,
takenOff(verdict.taken));const mayBePatron=reason===UNCLEAR||this.#checks.mayBePatron(verdict);const offer=mayBePatron?"patron":void 0;const entry=this.#station.
hold(scan,{reason,scanned:text,offer,guess:verdict.guess});if(reason===NO_PATRON)this.#orphans.push(entry);if(reason===UNCLEAR)this.#unclear=entry}#scan(kind,item){
const{callNumber,patronName}=this.#form;const scan={library:this.#library.code,kind,item};if(kind==="R")return scan;const name=this.#patron?patronName?.value.trim()??
"":"";const turn=this.#patron?{began:this.#began,...this.#isLetThrough&&{patronAccepted:true}}:{};return{...scan,patron:this.#patron,callNumber:callNumber?.value.
trim()??"",patronName:name,...turn}}#reason({problem},cutBy){if(cutBy)return say("cutByKey",{key:cutBy});return problem&&this.#checks.words(problem)}#enter(field,isAfterScan){
const{patronBarcode,itemBarcode}=this.#form;const turn=this.#turn("Enter");if(field===itemBarcode&&this.#takeInPatron())return;if(field===itemBarcode){this.#finish();
if(isAfterScan)this.#before=turn}else{this.#station.announce(field===patronBarcode?say("scanPatron"):say("scanItem"),"")}}#endPatron(){if(this.#patron)this.#orphans=
[];this.#forgetPatron();this.#before=void 0;this.#typing.focus(this.#form.patronBarcode)}#forgetPatron(){this.#clearDetails();this.#form.patronBarcode.value="";
this.#isEnterUnclear=false;this.#unclear=void 0;this.#setPatron("");this.#shown="";this.#keepTurn("")}async#pressed(key,isAfterScan){const{patronBarcode,itemBarcode2}=this.#form;
const{check_out,check_in,accept}=this.#keys;this.#before=key===check_out&&isAfterScan?this.#turn(key):void 0;if(key===check_out){this.#typing.focus(patronBarcode);
this.#station.hint(say("checkOut"))}else if(key===check_in){this.#typing.focus(itemBarcode2);this.#station.hint(say("checkIn"))}else{const{offer,held,withId}=key===
accept?this.#station.latest:{};if(offer)offer();else if(held)await this.decide(offered(held),held,withId);else this.#held()}}#offerOfOrphans(){const[count2,key,
patron]=[this.#orphans.length,this.#keys.accept,this.#patron];if(count2===0)return"";const how=key?` ${say("keyLendsOrphans",{count:count2,key,patron})}`:"";return`\
 ${say("orphansHeld",{count:count2})}${how}`}async#lendOrphans(){const orphans=this.#orphans;this.#orphans=[];this.#hasScans=true;await this.#station.accept(orphans,
this.#rest)}get#rest(){const patronName=this.#form.patronName?.value.trim()??"";return{library:this.#library.code,patron:this.#patron,patronName}}#senseOf(field,key){
const{itemBarcode,itemBarcode2}=this.#form;if(key===this.#keys.accept||key===this.#keys.held)return"some";if(field!==itemBarcode){return key==="Enter"||field===
itemBarcode2&&key===this.#keys.check_in?"none":"some"}if(this.#hasScans)return"some";return key===this.#before?.key?"none":"little"}#taken(key,isSure){const before=this.#before;
if(key==="Enter")this.#enterCame(isSure);if(!isSure&&!this.#hasScans)this.#station.hint(say("keyAgain",{key}));if(key!==before?.key&&!(key==="LF"&&before?.key===
"Enter"))return;this.#before=void 0;if(key==="LF")return this.#patron?void 0:this.#resume(before);const[item,scanned]=[this.#patron,this.#shown];if(!item)return;
this.#endPatron();const reason=say("keyAfterBoth",{key});const kind=before.field===this.#form.itemBarcode2?"R":"L";this.#station.hold(this.#scan(kind,item),{reason,
scanned,offer:"patron"});this.#typing.focus(this.#form.itemBarcode)}#enterCame(isSure){const unclear2=this.#unclear;this.#unclear=void 0;this.#isEnterUnclear=!isSure&&
this.#patron!=="";if(unclear2)this.#station.accept([unclear2],this.#rest)}#turn(key){const{patronName}=this.#form;return{key,field:this.#typing.last,patron:this.#patron,
shown:this.#shown,name:patronName?.value??""}}#resume({field,patron,shown,name}){const{patronBarcode,patronName}=this.#form;this.#setPatron(patron);this.#shown=
shown;this.#hasScans=true;patronBarcode.value=shown;if(patronName)patronName.value=name;this.#typing.focus(field)}#onClick(button,field){button.addEventListener(
"click",event=>{event.preventDefault();this.#typing.end(isField(document.activeElement)?this.#typing.last:field)})}};function lackOf2({library,kind,patron}){if(kind===
"L"&&!patron)return NO_PATRON;return library?"":say("noLibrary")}function takenOff(taken){if(taken.length===0)return"";const parts=taken.reduce((first,second)=>say(
"partsJoined",{first,second}));return` ${say("takenOff",{parts})}`}var KEY2="desk";var LONGEST=40;var DeskName=class{#button;#settings;constructor(button,settings2,{ask,named:named2}){this.#button=button;this.#settings=settings2;
button.addEventListener("click",()=>ask(this.text,answer=>{this.text=answer;this.show();named2()}))}get text(){return this.#settings.get(KEY2)??""}set text(name){
const seen=name.replace(/\p{C}/gu,"").trim();this.#settings.set(KEY2,[...seen].slice(0,LONGEST).join(""))}show(others=0){const{text:name}=this;const text=!name?
say("nameDesk"):others?say("nameTwice",{name}):name;if(this.#button.textContent!==text)this.#button.textContent=text;this.#button.classList.toggle("is-off",others>
0)}};var PATIENCE=6e4;function download(name,text,type){const link=document.createElement("a");link.href=URL.createObjectURL(new Blob([text],{type}));link.download=name;
link.click();setTimeout(()=>URL.revokeObjectURL(link.href),PATIENCE)}var CALL_NUMBER=4;var PATRON=5;var FIELDS=7;var WIDTHS=[32,48,32,64];var NO_CODE="---";var trim=text=>text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu,"");var isBlank=text=>trim(
text)==="";var isWord=text=>!/\p{White_Space}/u.test(text);var hasDigit=text=>/\p{N}/u.test(text);var isForeign=(text,width)=>[...text].length>width||/[\p{Cc}\p{Cs}\ufffd\u{10000}-\u{10ffff}]/u.
test(text);function parse2(line3,isKnown){const fields2=withSurplus(line3)??split(line3);if(!fields2||fields2.slice(FIELDS).some(Boolean))return void 0;const[library,
when="",kind,item="",callNumber="",patron="",patronName=""]=fields2;const time=timeOf(when);if(!time||kind!=="L"&&kind!=="R"||!item||kind==="L"&&!patron)return void 0;
if(!library||library===NO_CODE||!isKnown(library))return void 0;if([item,callNumber,patron,patronName].some((text,i)=>isForeign(text,WIDTHS[i])))return void 0;return{
library,time,kind,item,callNumber,patron,patronName}}var keyOf=({library,time,kind,item,patron})=>JSON.stringify([library,time,kind,item,patron]);function timeOf(text){
if(!/^(\d{14}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.test(text))return void 0;const digits=text.replace(/\D/g,"");const is=parse(digits);return digits>="1000"&&Number.
isFinite(is)&&format(is)===digits?digits:void 0}function split(line3){const fields2=[""];let place="start";for(const c of line3.replace(/[\r\n]/g,"�")){if(place===
"quoted"){if(c==='"')place="quote";else fields2[fields2.length-1]+=c}else if(c===","){fields2.push("");place="start"}else if(c==='"'&&place==="start"){place="qu\
oted"}else{place=c==='"'&&place==="quote"?"quoted":"bare";fields2[fields2.length-1]+=c}}return place==="quoted"?void 0:fields2.map(trim)}function withSurplus(line3){
const pieces=line3.split(",");const isSurplus=pieces.length>FIELDS&&!line3.includes('"')&&!isBlank(pieces[CALL_NUMBER]);if(!isSurplus||pieces.slice(CALL_NUMBER).
some(piece=>/^[LR]$/.test(trim(piece))))return void 0;const kind=trim(pieces[2]);const patron=kind==="L"?patronOfLoan(pieces):kind==="R"?patronOfReturn(pieces):
-1;if(patron<0)return void 0;const joined=(from,to)=>trim(pieces.slice(from,to).join(","));return[...pieces.slice(0,CALL_NUMBER).map(trim),joined(CALL_NUMBER,patron),
joined(patron,patron+1),joined(patron+1)]}function patronOfLoan(pieces){const digits=pieces.flatMap((piece,i)=>i>=PATRON&&/^\d+$/.test(trim(piece))?[i]:[]);const[
patron]=digits;if(digits.length!==1||!isWord(pieces[patron]))return-1;const[before,after]=[pieces.slice(PATRON,patron),pieces.slice(patron+1)];const isOnlyOne=!before.
some(piece=>isWord(piece)&&hasDigit(piece))&&!after.some(hasDigit);return isOnlyOne&&after.length>0&&!isBlank(after[0])?patron:-1}function patronOfReturn(pieces){
const patron=pieces.length-2;return pieces.slice(patron).every(isBlank)&&!isBlank(pieces[patron-1])?patron:-1}var SAID=3;var linesOf=text=>text.split(/\r\n?|\n/).map(line3=>line3.replace(/^[\s\u0085]+|[\s\u0085]+$/g,"")).filter(Boolean);function scanOf(text){const said=fields(
text);return said.time&&said.item?keyOf(said):text}function oddLines(lines,checks){const odd=lines.flatMap(raw=>{const said=fields(raw);if(!said.item)return[];return checks.
line(said).map(problem=>say("problemOf",{scanned:said.item,problem:checks.words(problem)}))});const more=odd.length>SAID?[say("moreProblems",{count:odd.length-SAID})]:
[];return[...odd.slice(0,SAID),...more].join(" ")}var MARKS=[["utf-16le",[255,254]],["utf-16be",[254,255]]];function textOf(bytes){const[encoding]=MARKS.find(([,mark])=>mark.every((byte,i)=>bytes[i]===byte))??[
"utf-8"];try{return new TextDecoder(encoding,{fatal:true}).decode(bytes)}catch{return void 0}}var isOther=line3=>/^\d{12}[LR]/.test(line3)||/^"?Library"?[,;\t]"?Time"?[,;\t]/.
test(line3);function savedLines(bytes){const text=textOf(bytes)??"";const lines=linesOf(text);const isOfPage=lines.some(line3=>/^[LR]$/.test(fields(line3).kind))&&
!lines.some(isOther);if(!isOfPage)return void 0;const cut=/[\r\n][\s\0]*$/.test(text)?"":lines.pop();return{whole:lines,cut}}var ITEM=80;function line2({time,kind,item,patron}){const blanks=" ".repeat(Math.max(0,ITEM-[...item].length));return`${time.slice(0,12)}${kind}${item}${blanks}${kind===
"L"?patron:""}\r
`}function momentOf(periods,time){const local=parse(time);return local-aheadOfUtc(periods,local-aheadOfUtc(periods,local))}function inOrder(records,zones){const keys=new Set;
const once=records.filter(record=>!keys.has(keyOf(record))&&keys.add(keyOf(record)));const byTime=once.sort((a,b)=>a.time<b.time?-1:Number(a.time>b.time));if(zones.
size<2)return byTime;const moments=byTime.map(record=>{const moment=momentOf(zones.get(record.library)??zones.get("")??[],record.time);return{moment,record}});return moments.
sort((a,b)=>a.moment-b.moment).map(({record})=>record)}function files(records,zones,isPerLibrary){const texts=new Map;for(const record of inOrder(records,zones)){
const library=isPerLibrary?record.library:"";texts.set(library,(texts.get(library)??"")+line2(record))}return[...texts].map(([library,text])=>({library,text}))}
function fileName(library,made){const time=made.replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/,"$1-$2-$3_$4");return`${library&&`${library}_`}${time}.dat`}var ids=entries=>entries.map(({id})=>id);var recordOf=({raw=""})=>parse2(raw,()=>true);async function takeOut(queue,clock2,libraries2){const entries=await queue.
all();const voided=entries.filter(({state})=>state==="voiding").map(({raw})=>raw);const waiting=entries.filter(({state,raw})=>state==="waiting"&&!voided.includes(
raw));const fileOf=names(entries.filter(isTakenOut),clock2,libraries2);const changes=await queue.update(ids(waiting),entry=>{if(entry.state!=="waiting")return entry;
const raw=lineOf(entry,clock2);const record=parse2(raw,library=>libraries2.includes(library));return record?{...entry,raw,state:"taken out",file:fileOf(record)}:
entry});const after=changes.flatMap(change2=>change2.after??[]);const taken=after.filter(isTakenOut);const isStored=taken.every(entry=>queue.isStored(entry));if(!isStored)
await putBack(queue,taken);const made=new Set(taken.map(({file})=>file));return{isStored,files:isStored?filesOf(await queue.all(),clock2).filter(({name})=>made.
has(name)):[],count:taken.length,refused:after.length-taken.length,open:entries.filter(needsPerson).length}}function names(takenOut,clock2,libraries2){const fileOf=new Map;
for(const entry of takenOut){const record=recordOf(entry);if(record)fileOf.set(keyOf(record),entry.file??"")}const used=[...fileOf.values()];const ofLibrary=new Map;
const free=library=>{let time=clock2.now(library);while(used.includes(fileName(library,time)))time=format(parse(time)+1e3);return fileName(library,time)};return record=>{
const library=libraries2.length>1?record.library:"";const name=fileOf.get(keyOf(record))??ofLibrary.get(library)??free(library);if(!fileOf.has(keyOf(record)))ofLibrary.
set(library,name);return name}}function filesOf(entries,clock2){const records=new Map;for(const entry of entries.filter(isTakenOut)){const name=entry.file??"";const record=recordOf(
entry);if(!records.has(name))records.set(name,[]);if(record)records.get(name)?.push(record)}return[...records].map(([name,ofFile])=>({name,text:files(ofFile,clock2.
zones,false)[0]?.text??""}))}async function putBack(queue,entries){return change(queue,entries,({file,...entry})=>({...entry,state:"waiting"}))}async function remove(queue,entries){
return change(queue,entries,()=>null)}async function change(queue,entries,made){const known2=entries.flatMap(({id})=>id===void 0?[]:[id]);const changes=await queue.
update(known2,entry=>isTakenOut(entry)?made(entry):entry);return changes.filter(({before})=>isTakenOut(before)).length}var TEXT="text/plain";var BYTES="application/octet-stream";var Handover=class{#station;#libraries;#parts;#back;#takenOut=[];#answer=()=>{};constructor(parts,station2,clock2,libraries2,back){
this.#parts=parts;this.#station=station2;this.#libraries=libraries2;this.#back=back;parts.saveButton.addEventListener("click",()=>this.#save(clock2));parts.openButton.
addEventListener("click",()=>parts.file.click());parts.file.addEventListener("change",()=>this.#open(parts.file));parts.makeButton.addEventListener("click",()=>this.#make());
parts.againButton.addEventListener("click",()=>this.#give(filesOf(this.#takenOut,clock2)));parts.sendButton.addEventListener("click",event=>this.#ask(event,()=>this.
askToSend(this.#takenOut)));parts.removeButton.addEventListener("click",event=>this.#ask(event,()=>this.#askToRemove(this.#takenOut)));parts.yesButton.addEventListener(
"click",()=>this.#close(this.#answer));parts.noButton.addEventListener("click",()=>this.#close());parts.place.addEventListener("keydown",({key})=>key==="Escape"&&
this.#close())}show(entries){this.#takenOut=entries.filter(isTakenOut);const count2=this.#takenOut.length;this.#parts.taken.hidden=this.#parts.count.hidden=count2===
0;this.#parts.count.textContent=say("takenOutHere",{count:count2});if(count2===0&&!this.#parts.place.hidden)this.#close()}askToSend(entries){this.#askFor(say("a\
skSend",{count:entries.length}),say("answerSend"),async()=>{const count2=await this.#station.whileNothingIsSent(queue=>putBack(queue,entries));this.#station.announce(
say("sentAfterAll",{count:count2}),"");await this.#station.send()})}#askToRemove(entries){this.#askFor(say("askRemove",{count:entries.length}),say("answerRemove"),
async()=>{const count2=await this.#station.whileNothingIsSent(queue=>remove(queue,entries));this.#station.announce(say("removedHere",{count:count2}),"")})}#ask(event,ask){
event.stopPropagation();ask()}#askFor(question,yes,answer){const{place,question:text,yesButton,noButton}=this.#parts;this.#answer=answer;text.textContent=question;
yesButton.textContent=yes;place.hidden=false;noButton.focus()}#close(answer){this.#parts.place.hidden=true;answer?.();this.#back()}async#save(clock2){const lines=await this.#station.
linesToSave();if(lines.length===0)this.#station.announce(say("nothingToSave"),"");else download(`offline-circ-${clock2.now()}.txt`,`${lines.join("\r\n")}\r
`,TEXT);const count2=this.#station.held.length;if(count2>0)this.#station.announce(say("heldNotInFile",{count:count2}),"look")}async#open(input){const[file]=input.
files??[];const saved=file&&savedLines(new Uint8Array(await file.arrayBuffer()));input.value="";if(saved){await this.#station.takeOver(saved.whole);if(saved.cut)
this.#station.announce(say("fileIsCut",{line:saved.cut}),"look")}else if(file)this.#station.announce(say("fileNotOfPage"),"not recorded")}async#make(){const{makeButton}=this.#parts;
const text=makeButton.textContent;makeButton.disabled=true;makeButton.textContent=say("fileBeingMade");const libraries2=this.#libraries;try{const taken=await this.#station.
whileNothingIsSent((queue,clock2)=>takeOut(queue,clock2,libraries2));this.#give(taken.files);const isWhole=taken.isStored&&taken.open+taken.refused===0;this.#station.
announce(outcome(taken),taken.isStored?isWhole?"":"look":"not recorded")}finally{makeButton.disabled=false;makeButton.textContent=text}}#give(files2){for(const{
name,text}of files2)download(name,text,BYTES)}};function outcome({isStored,files:files2,count:count2,refused,open:open2}){if(!isStored)return say("fileNotMade");
const names2=files2.map(({name})=>name).join(", ");const said=[count2?say("takenOut",{count:count2,files:names2}):say("nothingToTakeOut")];if(refused)said.push(
say("refusedNotInFile",{count:refused}));if(open2)said.push(say("openNotInFile",{count:open2}));return said.join(" ")}var KEY3="tab";var PATIENCE2=400;var unique=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),byte=>(byte%36).toString(36)).join("");function claimTab(session2,channel,forget2){
let id=session2.get(KEY3);const isOld=/^[a-z0-9]{16}$/.test(id??"");const page=unique();const renew=()=>session2.set(KEY3,id=unique());if(!isOld)renew();return new Promise(
resolve=>{channel?.addEventListener("message",({data:{asks,owned,by}})=>{if(asks===id)channel.postMessage({owned:id,by});if(owned!==id||by!==page)return;renew();
forget2();resolve()});if(!isOld||!channel)return resolve();channel.postMessage({asks:id,by:page});setTimeout(resolve,PATIENCE2)})}var PAUSE=2e4;var SOON=1e3;var ASKS=3;var KEY4="workstation";var DONE={sound:"sound tested",scanner:"scanned",practice:"practised"};function noteDone(settings2,what){
settings2.set(DONE[what],String(Date.now()))}var Heartbeat=class{#settings;#session;#page;#fixed;#facts;#named;#entries=[];#told="";#timer;#isRunning=false;#sinceAsked=ASKS;#ready={
offline:"no",storage:"temporary"};constructor({settings:settings2,session:session2,page,fixed,facts,named:named2}){this.#settings=settings2;this.#session=session2;
this.#page=page;this.#fixed=fixed;this.#facts=facts;this.#named=named2;if(!settings2.get(KEY4))settings2.set(KEY4,unique())}start(){this.#isRunning=true;this.beat(
true);setInterval(()=>this.beat(++this.#sinceAsked>=ASKS),PAUSE);this.#page.addEventListener("visibilitychange",()=>this.beat());addEventListener("pagehide",()=>this.#leave());
addEventListener("pageshow",({persisted})=>persisted&&this.beat(true))}show(entries){this.#entries=entries;if(!this.#isRunning||this.#counted()===this.#told)return;
this.#timer=this.#timer??setTimeout(()=>{this.#timer=void 0;if(this.#counted()!==this.#told)this.beat()},SOON)}async beat(asks=false){if(!this.#isRunning)return;
clearTimeout(this.#timer);this.#timer=void 0;const found=this.#facts().then(ready=>{this.#ready=ready});await Promise.race([found,new Promise(resolve=>setTimeout(
resolve,SOON))]);const counted=this.#counted();const body=new URLSearchParams({...this.#all(),...asks&&{asks:"1"}});const answer=await fetch("heartbeat.php",{method:"\
POST",headers:{Accept:"application/json"},body}).catch(()=>void 0);if(!answer?.ok)return;this.#told=counted;const{same_name}=await answer.json().catch(()=>({}));
if(!asks)return;this.#sinceAsked=0;this.#named(Number(same_name??0))}#leave(){navigator.sendBeacon?.("heartbeat.php",new URLSearchParams({...this.#all(),leaving:"\
1"}));this.#told=""}#groups(){const[waiting,held,taken]=[isUnsent,needsPerson,isTakenOut].map(is=>this.#entries.filter(is));return{waiting,held,taken}}#counted(){
const{waiting,held,taken}=this.#groups();return`${waiting.length} ${held.length} ${taken.length}`}#all(){const{waiting,held,taken}=this.#groups();const epochs=[
...waiting,...held,...taken].flatMap(({epoch})=>epoch===void 0?[]:[epoch]);const at=key=>Number(this.#settings.get(key));const done={sound:at(DONE.sound),scanner:Math.
max(at(DONE.scanner),at(DONE.practice)),practice:at(DONE.practice)};return{workstation:this.#settings.get(KEY4)??"",tab:this.#session.get("tab")??"",desk:this.#settings.
get("desk")??"",waiting:String(waiting.length),held:String(held.length),taken:String(taken.length),...this.#page.hidden&&{hidden:"1"},age:age(Math.min(...epochs)),
now:String(Date.now()),...this.#fixed,...this.#ready,sound:age(done.sound),scanner:age(done.scanner),practice:age(done.practice)}}};function age(epoch){if(!epoch||
!Number.isFinite(epoch))return"";return String(Math.max(0,Math.round((Date.now()-epoch)/1e3)))}async function whatIsKept(isDurable2){const storage=await navigator.
storage?.persisted?.().catch(()=>false)?"persistent":"temporary";return{offline:await isPageKept()?"yes":"no",storage:isDurable2?storage:"none"}}async function isPageKept(){
const worker=await navigator.serviceWorker?.getRegistration().catch(()=>void 0);if(!worker?.active)return false;return await caches.match(new URL("index.php",location.
href).href).catch(()=>void 0)!==void 0}function keepInView(card,page){const observer=new ResizeObserver(()=>{document.documentElement.style.setProperty("--card",`${card.offsetHeight}px`);if(document.
activeElement instanceof HTMLInputElement)document.activeElement.scrollIntoView({block:"nearest"})});observer.observe(card);observer.observe(page)}var LATEST=20;var KEY5="latest";var Journal=class{#session;#clock;constructor(session2,clock2){this.#session=session2;this.#clock=clock2}get today(){const kept2=JSON.
parse(this.#session.get(KEY5)??"null");const day=this.#clock.now().slice(0,8);return kept2?.day===day?kept2:{day,L:0,R:0,latest:[]}}#keep(today){this.#session.set(
KEY5,JSON.stringify({...today,latest:today.latest.slice(0,LATEST)}))}clear(){this.#session.set(KEY5,"null")}recorded(entries){const{today}=this;const at=clockTime(
this.#clock.now());for(const{raw="",epoch,desk:desk2}of entries){const said=fields(raw);const kind=said.kind;if(kind in today)today[kind]+=1;today.latest.unshift(
{...said,kind,raw,epoch,desk:desk2,state:"recorded",at})}this.#keep(today)}mark(raw,state){const{today}=this;const row=today.latest.find(entry=>entry.raw===raw&&
entry.state!=="voided");if(!row)return;if(state==="voided"&&row.kind&&row.kind in today)today[row.kind]-=1;row.state=state;this.#keep(today)}find(entry){return this.
today.latest.find(row=>row.raw===entry.raw||isSameScan(row,entry))}};var ENOUGH=20;var ENOUGH_SHORT=50;var MOST={shapes:40,heads:20};var RARE=500;var NEARLY_ALL=.98;var noTally=()=>({n:0,shapes:{}});var SHORT="short number";function shapeOf(barcode){
if(/^\d{1,6}$/.test(barcode))return{shape:SHORT,heads:[String(barcode.length)]};if(/ /.test(barcode)||/^[A-Za-z]+$/.test(barcode))return{shape:"text",heads:[]};
const kinds=[...barcode].map(kindOf);const body=kinds.slice(0,-1).join("");const hasLetters=/[Aa]/.test(body);const end=!hasLetters&&/[0-9X]$/.test(barcode)?"9":
"?";return{shape:body+end,heads:headsOf(barcode,body+end)}}function kindOf(character){if(/[0-9]/.test(character))return"9";if(/[A-Z]/.test(character))return"A";
return/[a-z]/.test(character)?"a":character}function headsOf(barcode,shape){const letters=/^[A-Za-z]{1,4}/.exec(barcode)?.[0];if(letters)return[letters];return/^9{14}$/.
test(shape)?[barcode[0],barcode.slice(0,5)]:[barcode[0]]}function count(tally,barcode,step=1){const{shape,heads}=shapeOf(barcode);const seen=tally.shapes[shape]??
{n:0,heads:{},checks:{}};tally.shapes[shape]=seen;tally.n+=step;seen.n+=step;for(const head of heads)add(seen.heads,head,step);for(const[scheme,fits]of Object.entries(
SCHEMES))if(fits(barcode))add(seen.checks,scheme,step);if(seen.n<=0)delete tally.shapes[shape]}function add(counts,key,step){counts[key]=(counts[key]??0)+step;if(counts[key]<=
0)delete counts[key]}function oddity(barcode,sources){const tallies=sources.map(({tally})=>tally);const n=Math.max(...tallies.map(tally=>tally.n));if(n<ENOUGH||
isOfAllSorts(tallies,n))return"";const{shape,heads}=shapeOf(barcode);const isKnown=sources.some(({tally,least})=>isSeen(tally.shapes[shape]?.n,least,tally.n));if(!isKnown||
heads.some(head=>!isHeadOrdinary(head,shape,sources)))return"shape";return hasWrongCheckDigit(barcode,shape,tallies)?"check digit":""}var isSeen=(count2=0,least,n)=>count2>=
Math.max(least,n/RARE);function isOfAllSorts(tallies,n){const counts=largest(tallies.map(({shapes})=>Object.entries(shapes).map(([shape,seen])=>[shape,seen.n])));
const once=[...counts.values()].filter(count2=>count2===1).length;return counts.size>Math.min(n/5,MOST.shapes)||once>n/20}function largest(lists2){const counts=new Map;
for(const[key,count2]of lists2.flat())counts.set(key,Math.max(count2,counts.get(key)??0));return counts}function isHeadOrdinary(head,shape,sources){const n=Math.
max(...sources.map(({tally})=>tally.shapes[shape]?.n??0));const alike=largest(sources.map(({tally})=>headsLike(head,shape,tally)));const isRule=shape===SHORT?n>=
ENOUGH_SHORT&&alike.size===1:n>=ENOUGH&&alike.size<=Math.min(n/10,MOST.heads);return!isRule||sources.some(({tally,least})=>{const seen=tally.shapes[shape];return seen!==
void 0&&isSeen(seen.heads[head],least,seen.n)})}function headsLike(head,shape,tally){const heads=Object.entries(tally.shapes[shape]?.heads??{});return heads.filter(
([other])=>other.length===head.length||/^[A-Za-z]/.test(head))}function hasWrongCheckDigit(barcode,shape,tallies){const seen=tallies.map(({shapes})=>shapes[shape]).
sort((a,b)=>(b?.n??0)-(a?.n??0))[0];if(!seen||seen.n<ENOUGH)return false;return Object.entries(SCHEMES).some(([scheme,fits])=>(seen.checks[scheme]??0)>=NEARLY_ALL*
seen.n&&!fits(barcode))}var HERE="shapes";var SERVER="shapes of the server";var ODD="odd shapes";var TODAY="roles";var TWICE=2;var MANY=100;function isTally(value){const{n,shapes}=value??
{};return typeof n==="number"&&typeof shapes==="object"&&shapes!==null}var Known=class{#settings;#session;#clock;constructor(settings2,session2,clock2){this.#settings=
settings2;this.#session=session2;this.#clock=clock2}learn(answer){if(!isTally(answer?.items)||!isTally(answer?.patrons))return;this.#settings.set(SERVER,JSON.stringify(
{item:answer.items,patron:answer.patrons}))}oddity(role,barcode){return oddity(barcode,this.#sources(role))}isOrdinary(role,barcode){const{shape}=shapeOf(barcode);
const has=this.#sources(role).some(({tally,least})=>tally.n>=ENOUGH&&(tally.shapes[shape]?.n??0)>=least);return has&&this.oddity(role,barcode)===""}hasSeenLike(role,barcode){
const{shape,heads}=shapeOf(barcode);return this.#sources(role).some(({tally})=>{const seen=tally.shapes[shape];return seen!==void 0&&heads.every(head=>head in seen.
heads)})}remember(role,barcode){this.noteRole(role,barcode);const{shape,heads}=shapeOf(barcode);const key=[role,shape,...heads].join(" ");const odd=this.#read(this.#settings,
ODD,[]);if(odd.includes(key)||this.oddity(role,barcode)!=="shape")this.#count(role,barcode,1);else this.#settings.set(ODD,JSON.stringify([...odd,key].slice(-MANY)))}noteRole(role,barcode){
const today=this.#today;if(today[role].includes(barcode))return;today[role].push(barcode);this.#session.set(TODAY,JSON.stringify(today))}forget(role,barcode){this.#count(
role,barcode,-1);const today=this.#today;today[role]=today[role].filter(other=>other!==barcode);this.#session.set(TODAY,JSON.stringify(today))}wasOnly(role,barcode){
const today=this.#today;return today[role].includes(barcode)&&!today[role==="item"?"patron":"item"].includes(barcode)}#sources(role){return[{tally:this.#tallies(
HERE)[role],least:1},{tally:this.#tallies(SERVER)[role],least:TWICE}]}#tallies(key){const kept2=this.#read(this.#settings,key,{});return{item:isTally(kept2.item)?
kept2.item:noTally(),patron:isTally(kept2.patron)?kept2.patron:noTally()}}#count(role,barcode,step){const tallies=this.#tallies(HERE);if(step<0&&!tallies[role].
shapes[shapeOf(barcode).shape])return;count(tallies[role],barcode,step);this.#settings.set(HERE,JSON.stringify(tallies))}get#today(){const day=this.#clock.now().
slice(0,8);const kept2=this.#read(this.#session,TODAY,{});return kept2.day===day?kept2:{day,item:[],patron:[]}}#read(settings2,key,none){try{return JSON.parse(settings2.
get(key)??"")??none}catch{return none}}};var SHOWN=50;var ROWS={waiting:{text:entry=>isInMemory(entry)?say("stateInPage"):say("stateKept"),actions:["void"]},rejected:{text:({reason=""})=>say("stateReje\
cted",{reason}),actions:["correct","void"]},recorded:{text:({at=""})=>say("stateRecorded",{at}),actions:["void"]},"taken out":{text:()=>say("stateTakenOut"),actions:[
"send"]},voiding:{text:()=>say("stateVoiding"),actions:[]},voided:{text:()=>say("stateVoided"),actions:[]},"in a file":{text:()=>say("stateInFile"),actions:[]}};
function stateOf(entry){const{state,reason=""}=entry;if(state==="held")return{text:say("stateHeld",{reason}),actions:choices(entry)};return{text:ROWS[state].text(
entry),actions:ROWS[state].actions}}var Log=class{#body;#counts;#journal;#clock;#act;#back;#drawn="";#isByKeyboard=false;constructor({body,counts,journal:journal2,
clock:clock2,act:act2,back}){this.#body=body;this.#counts=counts;this.#journal=journal2;this.#clock=clock2;this.#act=act2;this.#back=back;body.addEventListener(
"keydown",({key})=>key==="Escape"&&back())}show(queue){const{L,R,latest}=this.#journal.today;const newest=[...queue].reverse();const having=(...states)=>newest.
filter(({state})=>states.includes(state));const scans=[...having("held"),...having("waiting","rejected")];const shown=[...scans,...having("taken out")].slice(0,
SHOWN);this.#draw([...shown,...latest].map(entry=>this.#row(entry)));const more=scans.length-SHOWN;this.#counts.textContent=say("countsToday",{loans:L,returns:R})+
(more>0?` ${say("olderNotShown",{count:more})}`:"")}#draw(rows){const drawn=rows.map(row=>row.outerHTML).join("");if(drawn===this.#drawn)return;this.#drawn=drawn;
const{activeElement}=document;const key=activeElement instanceof HTMLElement&&activeElement.dataset.key;this.#body.replaceChildren(...rows);this.#body.closest("\
.scroll")?.classList.toggle("has-rows",rows.length>0);if(!key)return;const same=[...this.#body.querySelectorAll("button")].find(button=>button.dataset.key===key);
if(same)same.focus({preventScroll:true});else this.#leave()}focusHeld(){const button=this.#body.querySelector(".is-held button");button?.focus();return button!==
null}#leave(){if(!this.#isByKeyboard||!this.focusHeld())this.#back()}#row(entry){const{text,actions}=stateOf(entry);const row=document.createElement("tr");row.className=
`is-${entry.state.replace(/ /g,"-")}`;const said=fields(lineOf(entry,this.#clock));const item=entry.state==="held"&&entry.scanned||said.item||entry.raw||"";const kind={
L:say("kindLoan"),R:say("kindReturn")}[said.kind]??said.kind;const cells=[[text,entry.reason?"wrap":""],[kind,""],[item,said.item?"mono":"mono wrap"],[said.patron,
"mono"],[[clockTime(said.time),entry.desk].filter(Boolean).join(" · "),""]];for(const[textContent,className]of cells)Object.assign(row.insertCell(),{textContent,
className});const buttons=actions.map(action=>{const button=buttonFor(action,entry,item);button.addEventListener("click",({detail})=>{this.#isByKeyboard=detail===
0;this.#act(action,entry)});return button});row.insertCell().append(...buttons);return row}};function buttonFor(action,entry,item){const button=document.createElement(
"button");button.type="button";button.className="small";button.textContent=label(action,entry);button.setAttribute("aria-label",say("buttonOfItem",{button:label(
action,entry),item}));button.dataset.key=`${action} ${entry.epoch??entry.raw} ${item}`;return button}var TONES=Object.freeze({recorded:{sign:"✔",word:"toneRecorded",means:"toneRecordedMeans",type:"triangle",notes:[{frequency:740,start:0,length:.07},{frequency:1110,
start:.1,length:.07}]},look:{sign:"⚠",word:"toneLook",means:"toneLookMeans",type:"square",notes:[0,.2,.4].map(start=>({frequency:440,start,length:.12}))},"not\
 recorded":{sign:"✖",word:"toneNotRecorded",means:"toneNotRecordedMeans",type:"sawtooth",notes:[{frequency:175,start:0,length:.8}]}});var GAIN=.6;var RAMP=.008;
var PAUSE2=.15;var READING=1.5;function lengthOf(name){const{start,length}=TONES[name].notes[TONES[name].notes.length-1];return start+length}var Sound=class{#settings;#context;#latest;#testing;constructor(settings2){
this.#settings=settings2}get muted(){return this.#settings.get("muted")==="yes"}set muted(muted){this.#settings.set("muted",muted?"yes":"no")}wake(){if(this.muted)
return void 0;try{this.#context=this.#context??new AudioContext;if(this.#context.state!=="running")this.#context.resume().catch(()=>{})}catch{}return this.#context}play(name){
this.#testing?.("");this.#testing=void 0;this.#play(name)}async test(show2){if(this.muted)return show2(say("soundOffNoTest"));if(!this.wake())return show2(say("\
soundImpossible"));this.#testing=show2;const names2=Object.keys(TONES);for(const[i,name]of names2.entries()){const{sign,word,means}=TONES[name];show2(say("toneT\
ested",{number:i+1,all:names2.length,sign,word:say(word),meaning:say(means)}));this.#play(name);await new Promise(resolve=>setTimeout(resolve,1e3*(lengthOf(name)+
READING)));if(this.#testing!==show2)return}show2(say("soundTested"))}#play(name){const context=this.wake();if(!context)return;const now=context.currentTime;if(this.#latest?.
name===name&&this.#latest.start>now)return;const free=this.#latest?this.#latest.start+lengthOf(this.#latest.name)+PAUSE2:now;this.#latest={name,start:Math.max(now,
free)};for(const note of TONES[name].notes)sound(context,TONES[name].type,note,this.#latest.start)}};function sound(context,type,{frequency,start,length},begin){
const from=begin+start;const oscillator=new OscillatorNode(context,{frequency,type});const gain=new GainNode(context,{gain:0});gain.gain.setValueAtTime(0,from);
gain.gain.linearRampToValueAtTime(GAIN,from+RAMP);gain.gain.setValueAtTime(GAIN,from+length-RAMP);gain.gain.linearRampToValueAtTime(0,from+length);oscillator.connect(
gain).connect(context.destination);oscillator.start(from);oscillator.stop(from+length)}var LONG=55;var MANY2=20;function part(className,text){const part2=document.createElement("span");part2.className=className;part2.textContent=text;return part2}
var Last=class{#card;#text;#listed;#state;#actions;#act;#key;#clock;#journal;#entry;#known=[];constructor({card,text,listed,state,actions,act:act2,key},clock2,journal2){
this.#card=card;this.#text=text;this.#listed=listed;this.#state=state;this.#actions=actions;this.#act=act2;this.#key=key;this.#clock=clock2;this.#journal=journal2}announce(text,tone,entry){
this.#entry=entry;this.#card.className=tone?`last is-${tone.replace(" ","-")}`:"last";const what=part(text.length>LONG?"what is-long":"what",text);if(tone){const{
sign,word}=TONES[tone];this.#text.replaceChildren(part("sign",sign)," ",part("word",say(word)),part("unseen",":")," ",what)}else{this.#text.replaceChildren(what)}
this.#state.textContent="";this.#showListed();this.#offer([])}list(entry,{title,callNumber,name}){const text=[title,callNumber,name].filter(Boolean).join(" · ");
this.#known=[{entry,text},...this.#known].slice(0,MANY2);this.#showListed()}#showListed(){const known2=this.#entry&&this.#known.find(({entry})=>isSameScan(entry,
this.#entry));this.#listed.textContent=known2?.text??"";this.#listed.hidden=!known2}show(entries){const entry=this.#entry;if(!entry)return;const now=entries.find(
other=>isSameScan(other,entry))??this.#journal.find(entry);this.#offer(now?.state==="held"?this.#buttons(now):[]);if(!now||now.state==="held")return;const time=clockTime(
now.time??this.#clock.at(now.library??"",now.epoch));this.#state.textContent=say("lastState",{time,state:stateOf(now).text})}#offer(buttons){this.#state.hidden=
buttons.length>0;if(!buttons.length||!this.#actions.hasChildNodes())this.#actions.replaceChildren(...buttons)}#buttons(entry){const item=entry.scanned??entry.item??
"";return choices(entry).map((action,i)=>{const button=buttonFor(action,entry,item);button.removeAttribute("aria-label");if(i===0&&this.#key)button.append(" ",Object.
assign(document.createElement("kbd"),{textContent:this.#key}));button.addEventListener("click",()=>this.#act(action,entry));return button})}};async function showPersistence({box,text,button},storage){if(!storage?.persist)return;const ask=()=>storage.persist().catch(()=>false);const asked=ask();if(await storage.
persisted())return;const tell=isKept=>{text.textContent=isKept?say("keepsScans"):say("keepsRefused");button.hidden=isKept};text.textContent=say("mayDelete");box.
hidden=false;button.addEventListener("click",async()=>tell(await ask()));if(await asked)tell(true)}var Prompt=class{#place;#label;#field;#back;#save=()=>{};constructor({place,label:label2,field,saveButton,cancelButton,back}){this.#place=place;this.#label=label2;
this.#field=field;this.#back=back;saveButton.addEventListener("click",()=>this.#close(true));cancelButton.addEventListener("click",()=>this.#close(false));field.
addEventListener("keydown",event=>{const isEnd2=event.key==="Enter"||event.key==="Tab"&&!event.shiftKey||isLineEnd(event);if(event.isComposing||!isEnd2&&event.key!==
"Escape")return;event.preventDefault();if(!event.repeat)this.#close(isEnd2)})}open(question,text,save){this.#label.textContent=question;this.#save=save;this.#field.
value=text;this.#place.hidden=false;this.#field.focus();this.#field.select()}#close(isSaved){const text=this.#field.value.trim();if(isSaved&&!text)return;this.#place.
hidden=true;this.#back();if(isSaved)this.#save(text)}};function paragraph(text="",className=""){const element2=document.createElement("p");element2.textContent=text;element2.className=className;return element2}function printSlip(slip,loans,libraryName,text){
const{time,patronName}=loans[loans.length-1];const list=document.createElement("ol");for(const{item="",callNumber}of loans){const row=document.createElement("li");
row.textContent=callNumber?`${item}  ${callNumber}`:item;list.append(row)}slip.replaceChildren(paragraph(libraryName,"slip-library"),paragraph(say("slipCount",{
count:loans.length})),paragraph(`${dayOf(time??"")} ${clockTime(time??"")}`),...patronName?[paragraph(patronName)]:[],list,...text?[paragraph(text)]:[]);document.
body.classList.add("has-slip");print()}var QUEUE="queue";var PATIENCE3=5e3;var PROBE=65536;var faults=new WeakMap;var Disk=class{#site;#begin;#database;#busy;constructor(site2,begin){this.#site=site2;
this.#begin=begin}async run(mode,work){let earlier;const attempt=async()=>transact(await this.#opened(),mode,store=>earlier=work(store,earlier));try{return await attempt()}catch(error){
if(error instanceof DOMException&&error.name==="QuotaExceededError")throw error;this.#database?.close();this.#database=void 0;return attempt()}}probe(){return this.#patiently(
async()=>{const database=await open(`${this.#site} probe`,[]);try{await transact(database,"readwrite",store=>store.add({text:"x".repeat(PROBE)}));await transact(
database,"readwrite",store=>store.clear())}finally{database.close()}})}async#opened(){if(!this.#database){await this.#patiently(async()=>{this.#database=await open(
this.#site,this.#begin())})}return this.#database}async#patiently(work){if(this.#busy)throw new Error("the storage does not answer");this.#busy=work().finally(()=>this.#busy=
void 0);let timer;const late=new Promise((_,reject)=>timer=setTimeout(reject,PATIENCE3));try{await Promise.race([this.#busy,late])}finally{clearTimeout(timer)}}};
function open(name,begin){return new Promise((resolve,reject)=>{const request=indexedDB.open(name,1);request.onupgradeneeded=()=>{const store=request.result.createObjectStore(
QUEUE,{keyPath:"id",autoIncrement:true});for(const entry of begin)store.put(entry)};request.onsuccess=()=>resolve(request.result);request.onerror=()=>reject(request.
error);request.onblocked=()=>reject(new Error("blocked"))})}function transact(database,mode,work){const transaction=database.transaction(QUEUE,mode,{durability:"\
strict"});return new Promise((resolve,reject)=>{let done;transaction.oncomplete=()=>resolve(done);transaction.onabort=()=>reject(faults.get(transaction)??transaction.
error);transaction.onerror=()=>reject(transaction.error);try{done=work(transaction.objectStore(QUEUE))}catch(error){reject(error);transaction.abort()}})}function answered(request,work){
request.onsuccess=()=>{try{work(request.result)}catch(error){const transaction=request.transaction;faults.set(transaction,error);transaction.abort()}}}var siteName=address=>`offline-circ ${new URL(".",address).pathname}`;var Queue=class{durable=false;#disk;#turn=Promise.resolve();#seen=new Map;#unstored=new Map;#memory=new Map;#last=0;#moved=new Map;constructor(site2){
this.#disk=new Disk(site2,()=>this.#stored())}open(){return this.#inTurn(()=>this.#settle())}add(entries){return this.#inTurn(async()=>{if(!await this.#settle())
return this.#keep(entries);try{const ids3=await this.#disk.run("readwrite",(store,earlier)=>earlier?addMissing(store,entries):addAll(store,entries));entries.forEach(
(entry,i)=>this.#seen.set(ids3[i],{...entry,id:ids3[i]}));return ids3}catch{this.durable=false;return this.#keep(entries)}})}all(){return this.#inTurn(async()=>{
await this.#settle();await this.#read();return[...this.#stored(),...this.#memory.values()].map(entry=>({...entry}))})}update(ids3,change2){return this.#inTurn(async()=>{
await this.#settle();const stored=ids3.filter(id=>!this.#memory.has(id));return[...await this.#updateStored(stored,change2),...this.#updateMemory(ids3,change2)]})}isStored({
id}){return id===void 0||!this.#unstored.has(this.#place(id))}#inTurn(work){const done=this.#turn.then(work);this.#turn=done.then(()=>{},()=>{});return done}#place(id){
return this.#moved.get(id)??id}#stored(){return[...this.#seen].flatMap(([id,entry])=>this.#unstored.get(id)??(this.#unstored.has(id)?[]:entry))}#see(id,entry){if(entry)
this.#seen.set(id,{...entry,id});else this.#seen.delete(id)}#keep(entries){return entries.map(entry=>{const id=`memory ${++this.#last}`;this.#memory.set(id,{...entry,
id});return id})}async#settle(){if(this.durable)return true;const kept2=[...this.#memory.values()];try{if(kept2.length===0&&this.#unstored.size===0)await this.#disk.
probe();const ids3=await this.#disk.run("readwrite",store=>{for(const[id,entry]of this.#unstored)replace(store,id,entry);return addMissing(store,kept2)});for(const[
id,entry]of this.#unstored)this.#see(id,entry);kept2.forEach((entry,i)=>{this.#moved.set(entry.id,ids3[i]);this.#see(ids3[i],entry)});this.#unstored.clear();this.#memory.
clear();this.durable=true}catch{}return this.durable}async#read(){try{const{result}=await this.#disk.run("readonly",store=>store.getAll());this.#seen=new Map(result.
map(entry=>[entry.id,current(entry)]))}catch{this.durable=false}}#updateMemory(ids3,change2){const changes=[];for(const id of ids3){const before=this.#memory.get(
id);if(!before)continue;const after=change2({...before});if(after)this.#memory.set(id,after);else this.#memory.delete(id);changes.push({before,after})}return changes}async#updateStored(ids3,change2){
try{const changes=await this.#disk.run("readwrite",(store,earlier)=>{const changes2=[];for(const id of ids3){answered(store.get(this.#place(id)),kept2=>{const made=wasMade(
kept2,id,earlier)??this.#change(kept2,id,change2);if(!made)return;put(store,this.#place(id),made.after);changes2.push(made)})}return changes2});for(const{before,
after}of changes){this.#see(this.#place(before.id),after);this.#unstored.delete(this.#place(before.id))}return changes}catch{this.durable=false;return this.#updateUnstored(
ids3,change2)}}#change(kept2,id,change2){const unstored=this.#unstored.get(this.#place(id));if(kept2===void 0||unstored===null)return void 0;const before={...unstored??
current(kept2),id};return{before,after:change2({...before})}}async#updateUnstored(ids3,change2){await this.#read();const changes=[];for(const id of ids3){const place=this.#place(
id);const made=this.#change(this.#seen.get(place),id,change2);if(!made)continue;this.#unstored.set(place,made.after&&{...made.after,id:place});changes.push(made)}
return changes}};function put(store,id,entry){if(entry)store.put({...entry,id});else store.delete(id)}function replace(store,id,entry){answered(store.get(id),kept2=>{
if(kept2!==void 0)put(store,id,entry)})}function addAll(store,entries){const ids3=[];entries.forEach((entry,i)=>answered(store.add(entry),id=>ids3[i]=Number(id)));
return ids3}function addMissing(store,entries){const ids3=[];answered(store.getAll(),all=>{entries.forEach(({id:_,...entry},i)=>{const place=all.findIndex(kept3=>isSame(
entry,current(kept3)));const[kept2]=place<0?[]:all.splice(place,1);answered(kept2?store.put({...kept2,...entry}):store.add(entry),id=>ids3[i]=Number(id))})});return ids3}
function isSame(entry,other){if(entry.epoch!==void 0)return isSameScan(entry,other);return other.epoch===void 0&&other.raw===entry.raw&&other.state===entry.state}
function wasMade(kept2,id,earlier=[]){return earlier.find(({before,after})=>before.id===id&&after&&kept2&&JSON.stringify({...after,id:kept2.id})===JSON.stringify(
kept2))}async function openQueue(site2){const queue=new Queue(site2);await queue.open();return queue}async function unsentOf(site2){const{result}=await new Disk(
site2,()=>[]).run("readonly",store=>store.getAll());return result.map(current).filter(isUnsent).length}var Settings=class{#storage;#site;constructor(site2,open2){
this.#site=site2;try{this.#storage=open2();this.#storage.setItem(`${site2} test`,"1")}catch{const values=new Map;this.#storage={getItem:key=>values.get(key)??null,
setItem:(key,value)=>void values.set(key,value)}}}get(key){return this.#storage.getItem(`${this.#site} ${key}`)}set(key,value){try{this.#storage.setItem(`${this.#site}\
 ${key}`,value)}catch{}}};var SHARED=["shapes","shapes of the server","odd shapes","server clock","library","desk","muted"];var PATIENCE4=1e3;var Borrowed=class extends Settings{#real;constructor(site2,real){
super(site2,()=>sessionStorage);this.#real=real}get(key){return super.get(key)??(SHARED.includes(key)?this.#real.get(key):null)}};function openStage(address,page){
const real=siteName(address);const settings2=new Settings(real,()=>localStorage);if(new URL(address).searchParams.has("practice"))return practice(real,settings2,
page);const session2=new Settings(real,()=>sessionStorage);return{site:real,settings:settings2,session:session2,kept:openQueue(real),tell(){},isPractice:false}}
function practice(real,learned,{form:form2,mark,resend}){const site2=`${real} practice`;const settings2=new Borrowed(site2,learned);const isBegun=settings2.get(
"begun")==="yes";if(!isBegun)forget(site2);settings2.set("begun","yes");const queue=openQueue(site2).then(async queue2=>{if(!isBegun)await empty(queue2);return queue2});
showMark(form2,mark);leaveBy(async href=>{const emptied=queue.then(empty);await Promise.race([emptied,new Promise(resolve=>setTimeout(resolve,PATIENCE4))]);forget(
site2);location.replace(href)});const loaded=import("./practice.js").then(({Practice})=>new Practice({form:form2,session:settings2,real:learned,fields,unsent:()=>unsentOf(
real),resend}));return{site:site2,settings:settings2,session:settings2,kept:queue,post:async(page,fields2)=>(await loaded).server.post(page,fields2),tell:what=>void loaded.
then(what).catch(console.error),isPractice:true}}function showMark(form2,mark){const style=document.createElement("link");Object.assign(style,{rel:"stylesheet",
href:"styles/practice.css"});document.head.append(style);document.documentElement.classList.add("practising");mark.hidden=false;document.title=mark.textContent??
"";for(const part2 of[form2.querySelector("#takeout"),form2.savebutton,form2.openbutton])part2.hidden=true;form2.action="index.php";for(const button of[form2.checkoutbutton,
form2.checkinbutton,form2.submitbutton])button.disabled=false}function leaveBy(leave){addEventListener("keydown",event=>{if(event.key!=="Escape"||event.isComposing||
isInQuestion(event.target))return;event.preventDefault();event.stopImmediatePropagation();const query2=new URLSearchParams(location.search);query2.delete("pract\
ice");leave(query2.toString()?`index.php?${query2}`:"index.php")},{capture:true});document.addEventListener("click",event=>{const link=event.target instanceof Element&&
event.target.closest("a");if(!link||link.target||!link.protocol.startsWith("http"))return;event.preventDefault();leave(link.href)})}async function empty(queue){
const all=await queue.all();await queue.update(all.map(({id})=>id),()=>null)}function forget(site2){try{for(const key of Object.keys(sessionStorage))if(key.startsWith(
`${site2} `))sessionStorage.removeItem(key)}catch{}}var isInQuestion=target=>target instanceof Element&&target.closest(".correction")!==null;var BATCH=200;var TIMEOUT=2e4;var PAUSES=[1,2,4,8,15,30].map(seconds=>seconds*1e3);var Stopped=class extends Error{constructor(sending,cause){super(cause);this.
sending=sending}};function unclear(cause){throw new Stopped("unclear",cause)}var ids2=entries=>entries.map(({id})=>id);var Sender=class{state="ok";#queue;#clock;#alone;#post;#on;#failures=0;#timer;#running;#again=false;#asked=false;constructor({
queue,clock:clock2,alone,post=postToServer,on}){this.#queue=queue;this.#clock=clock2;this.#alone=alone;this.#post=post;this.#on=on}sendNow(){clearTimeout(this.#timer);
if(this.#running){this.#again=true;return this.#running}this.#running=this.#alone(()=>this.#drain()).finally(()=>{this.#running=void 0;this.#on.change()});return this.#running}async pause(work){
await this.#running;const queue=await this.#queue;let done;await this.#alone(()=>(done=work(queue)).then(()=>{}));return done}async#drain(){try{do{this.#again=false;
if(!this.#asked||!this.#clock.usable)await this.#append([]);this.#asked=true;while(await this.#sendSome());}while(this.#again);this.state="ok";this.#failures=0}catch(error){
this.state=error instanceof Stopped?error.sending:"unclear";if(this.state==="unclear")console.error(error);this.#asked=false;const pause=PAUSES[Math.min(this.#failures++,
PAUSES.length-1)];this.#timer=setTimeout(()=>this.sendNow(),pause*(.75+Math.random()/2))}}async#sendSome(){const queue=await this.#queue;const open2=(await queue.
all()).filter(isUnsent);if(open2.length===0)return false;const end=open2.findIndex(({state})=>state==="voiding");const isSent=await(end===0?this.#void(open2[0]):
this.#record(open2.slice(0,end<0?BATCH:Math.min(end,BATCH))));this.#on.change();return isSent}async#record(waiting){const queue=await this.#queue;const changes=await queue.
update(ids2(waiting),entry=>entry.state==="waiting"?{...entry,raw:lineOf(entry,this.#clock),tried:true}:entry);const entries=changes.flatMap(({after})=>after?.state===
"waiting"&&(after.time!==null||queue.isStored(after))?[after]:[]);if(entries.length===0)return changes.length<waiting.length;this.#on.change();const outcomes=await this.#append(
entries);const settled=await queue.update(ids2(entries),entry=>outcomes.get(entry.id)?.(entry)??null);const left=settled.flatMap(({after})=>after?[after]:[]);const having=wanted=>left.
filter(({state})=>state===wanted);const recorded=entries.filter(entry=>!outcomes.has(entry.id));if(recorded.length)this.#on.recorded(recorded);if(having("reject\
ed").length)this.#on.rejected(having("rejected"));if(having("held").length)this.#on.held(having("held"));return true}async#append(entries){const check=entries.flatMap(
({item,accepted},i)=>item&&!accepted?[i+1]:[]);const ofPatron=entries.flatMap(({patronAccepted},i)=>patronAccepted?[i+1]:[]);const lines=entries.map(entry=>entry.
raw).join("\n");const form2={textarea:lines,check:check.join()};if(ofPatron.length)form2.patron_accepted=ofPatron.join();const{body}=await this.#ask("append.php",
form2);const{recorded,already_recorded,rejected,held=[],listed=[],server_time}=body;if(typeof server_time!=="string"||!Array.isArray(rejected))unclear("not an a\
nswer of append.php");const outcomes=new Map;const note=(refusal,outcome2)=>{const{id}=entries[refusal?.line-1]??unclear("an answer about a line that was not se\
nt");outcomes.set(id,outcome2)};for(const refusal of rejected){note(refusal,entry=>({...entry,state:"rejected",reason:String(refusal.reason)}))}for(const doubt of held)
note(doubt,entry=>inDoubt(entry,doubt));const total=recorded+already_recorded+outcomes.size;if(total!==entries.length)unclear(`the answer is about ${total} of ${entries.
length} lines`);for(const{line:line3,call_number:callNumber="",title="",name=""}of listed){if(entries[line3-1])this.#on.listed?.(entries[line3-1],{callNumber,title,
name})}return outcomes}async#void({id,raw=""}){const{status,body}=await this.#ask("void.php",{textarea:raw},[400,404,409]);if(status===200?body.voided!==1:typeof body.
error!=="string")unclear("not an answer of void.php");await(await this.#queue).update([id],()=>null);this.#on.voided(raw,status===409?"in a file":"voided");return true}async#ask(page,fields2,answers=[]){
const sent=performance.now();const{status,text}=await this.#post(page,fields2).catch(error=>{throw new Stopped("cut off",String(error))});const isOk=status>=200&&
status<300;if(!isOk&&!answers.includes(status))throw new Stopped("refused",`status ${status}`);const body=parsed(text)??unclear("not JSON");if(body.server_time)
this.#clock.learn(body,sent);return{status,body}}};async function postToServer(page,fields2){const aborter=new AbortController;const timer=setTimeout(()=>aborter.
abort(),TIMEOUT);try{const response=await fetch(page,{method:"POST",headers:{Accept:"application/json"},body:new URLSearchParams(fields2),signal:aborter.signal,
redirect:"error"});return{status:response.status,text:await response.text()}}finally{clearTimeout(timer)}}function parsed(text){try{return JSON.parse(text)}catch{
return void 0}}function inDoubt(sent,{field,reason,hold}){const{tried,...entry}=sent;if(entry.accepted)return{...entry,state:"waiting"};const ofLists=Array.isArray(
hold)&&hold.length?{hold:hold.map(String)}:void 0;const isPatron=!ofLists&&field==="item_barcode";return{...entry,state:"held",reason:String(reason),...isPatron&&
{offer:"patron"},...ofLists}}var SAID2=3;var AT_THE_DESK=2*6e4;var Station=class{checks;key;loans=[];#queue;#clock;#desk;#journal;#against;#page;#sender;#entries=[];#held;#offer;#correcting=new Map;#warnings=0;#adding=0;constructor({
queue,clock:clock2,checks,desk:desk2=()=>"",key,journal:journal2,alone,post,against=async()=>[],page}){this.checks=checks;this.key=key;this.#queue=queue;this.#clock=
clock2;this.#desk=desk2;this.#journal=journal2;this.#against=against;this.#page=page;this.#sender=new Sender({queue,clock:clock2,alone,post,on:{recorded:recorded=>this.#tell(
{recorded}),rejected:rejected=>this.#rejected(rejected),held:held=>this.#heldBack(held),listed:(entry,listed)=>page.listed?.(entry,listed),voided:(voided,state)=>this.#tell(
{voided,state}),change:()=>this.#changed()}})}async start(){for(const{state,kind,item,library="",time}of[...this.#journal.today.latest].reverse()){if(state==="r\
ecorded"&&kind&&item)this.checks.rememberEarlier(kind,item,this.#clock.ago(library,time??""))}await this.#show();for(const{state,kind,item,epoch}of this.#entries){
const isScan=state==="waiting"&&kind&&item&&epoch!==void 0;if(isScan)this.checks.rememberEarlier(kind,item,Date.now()-epoch)}await this.send()}send(){return this.#sender.
sendNow()}announce(text,tone,entry){this.#held=void 0;this.#offer=void 0;if(tone==="look"||tone==="not recorded")this.#warnings+=1;this.#page.announce(text,tone,
entry)}hint(text){if(!this.#held&&!this.#offer)this.#page.announce(text,"")}hear(news){this.#note(news);return this.#show()}scan(scan,note=""){const entry={...scan,
...this.#now(scan.library),state:"waiting"};this.#held=void 0;this.#remember(entry);this.#add([entry],{text:described(entry)+note})}hold(scan,doubt){const entry={
...scan,...doubt,...this.#now(scan.library),state:"held"};this.#announceHeld(entry);const withId=this.#add([entry]).then(([id])=>({...entry,id}));this.#held={entry,
withId};return withId}#announceHeld(entry,more=""){this.announce(announcement(entry,this.key)+more,"look",entry);this.#held={entry,withId:Promise.resolve(entry)}}offer(text,offer){
this.announce(text,"look");this.#offer=offer}get latest(){return{offer:this.#offer,held:this.#held?.entry,withId:this.#held?.withId}}countOf(patron){return this.
loans[0]?.patron===patron?this.loans.length:0}get held(){return this.#entries.filter(({state})=>state==="held").reverse()}async accept(scans,rest,item){const held=this.#held;
const shown=await Promise.all(scans);const queue=await this.#queue;const ids3=shown.flatMap(({id})=>id===void 0?[]:[id]);const turns=item===void 0?shown.filter(
isOfPatron):[];const others=turns.length?await queue.all():[];const ofTurns=others.filter(entry=>!ids3.includes(entry.id)&&turns.some(turn=>isOfTurn(turn,entry)));
let lacks="";const changes=await queue.update([...ids3,...ofTurns.map(({id})=>id)],entry=>{if(!ids3.includes(entry.id))return withPatron(entry,rest);if(entry.state!==
"held")return entry;const accepted2=completed(entry,rest,item);lacks=lackOf(accepted2);return lacks?entry:accepted2});await this.#voidTried(changes);const accepted=changes.
flatMap(({before,after})=>before.state==="held"&&after?.state==="waiting"?[after]:[]);for(const entry of accepted)this.#remember(entry);const isSaid=held===this.#held;
if(isSaid&&accepted.length)this.announce(accepted.map(described).join(", "),"recorded",accepted[0]);else if(isSaid&&lacks)this.announce(lacks,"not recorded");await this.#changedAndSent()}async correct(shown,scanned){
const{kind="L",patron=""}=shown;const{barcode,problem,guess:guess2}=this.checks.item(kind,scanned,patron);if(!problem&&!lackOf({...shown,item:barcode})){return this.
accept([shown],{library:"",patron:"",patronName:""},barcode)}const queue=await this.#queue;const reason=problem?this.checks.words(problem):lackOf({...shown,item:barcode});
const[change2]=await queue.update(shown.id===void 0?[]:[shown.id],entry=>entry.state==="held"?{...withItem(entry,barcode),scanned,reason,guess:guess2}:entry);if(change2)
await this.#voidTried([change2]);if(change2?.after?.state==="held")this.#announceHeld(change2.after);return this.#changed()}async remove(scan){const{id}=await scan;
const queue=await this.#queue;if(id!==void 0)await queue.update([id],entry=>entry.state==="held"?null:entry);await this.#changed()}correctLine(shown){this.#correcting.
set(shown.id,shown);this.announce(say("correctLine"),"");this.#forget(shown.kind,shown.item??"")}async void(shown){const item=shown.item||fields(shown.raw??"").
item||shown.raw||"";const isGone=await this.#void(shown);const done=shown.state==="held"?say("itemDiscarded",{item}):say("itemVoided",{item});this.announce(isGone?
done:say("itemToBeVoided",{item}),"");if(shown.state!=="held")this.#forget(shown.kind,item);await this.#changedAndSent()}async submit(text){const lines=linesOf(
text);if(lines.length===0){const count3=this.held.length;if(count3>0)this.announce(say("scansHeld",{count:count3}),"look");return this.send()}const count2=lines.
length;const problems=this.#oddIn(lines);const counted=problems?say("linesToRecordOdd",{count:count2,problems}):say("linesToRecord",{count:count2});await this.#addLines(
lines,{text:counted,tone:problems?"look":"recorded",replaced:this.#corrected(lines)})}async takeOver(lines){const queue=await this.#queue;const known2=[...await queue.
all(),...this.#journal.today.latest.filter(({state})=>state==="recorded")];const here=new Set(known2.map(entry=>scanOf(lineOf(entry,this.#clock))));const added=lines.
filter(line3=>!here.has(scanOf(line3))&&here.add(scanOf(line3)));const count2=added.length;const problems=this.#oddIn(added);const text=[say("linesOfFile",{count:count2,
known:lines.length-count2}),problems].filter(Boolean).join(" ");await this.#addLines(added,{text,tone:problems?"look":"recorded"})}async whileNothingIsSent(work){
const done=await this.#sender.pause(queue=>work(queue,this.#clock));await this.#changed();return done}#addLines(lines,options){return this.#add(lines.map(raw=>({
raw,state:"waiting"})),options)}#oddIn(lines){return oddLines(lines,this.checks)}async linesToSave(){const queue=await this.#queue;const entries=await queue.all();
const voided=entries.filter(({state})=>state==="voiding").map(({raw})=>raw);const saved=await queue.update(entries.filter(({state})=>state==="waiting"||state===
"rejected").map(({id})=>id),entry=>({...entry,raw:lineOf(entry,this.#clock)}));return saved.map(({after})=>after?.raw??"").filter(raw=>!voided.includes(raw))}get hasUnsent(){
const isUnsent2=entry=>entry.state!=="taken out"&&(entry.state!=="rejected"||isInMemory(entry));return this.#adding>0||this.#entries.some(isUnsent2)}async#add(entries,{
text="",tone="recorded",replaced=[]}={}){const warnings=this.#warnings;const scan=entries.length===1&&entries[0].item?entries[0]:void 0;this.#adding+=entries.length;
const queue=await this.#queue;const ids3=await queue.add(entries);if(replaced.length)await queue.update(replaced,()=>null);const sent=this.#changed().then(()=>{
this.#adding-=entries.length;return this.send()});if(scan?.state==="waiting")this.#judgeIfCutOff(scan,ids3[0],sent).catch(console.error);if(text&&queue.durable){
if(warnings===this.#warnings)this.announce(text,tone,scan)}else if(text){await sent;const mine=(await queue.all()).filter(({id})=>ids3.includes(id));if(mine.some(
({state})=>state!=="waiting")||warnings!==this.#warnings)return ids3;if(mine.length)this.announce(say("keepPageOpen",{what:text}),"not recorded",scan);else this.
announce(text,tone,scan)}return ids3}#now(library=""){const desk2=this.#desk();return{time:this.#clock.timeOfScan(library),epoch:Date.now(),...desk2&&{desk:desk2}}}#rejected(rejected){
const said=rejected.slice(0,SAID2).map(({item,raw="",reason=""})=>say("problemOf",{scanned:item||raw,problem:reason}));this.announce([...said,say("seeLog")].join(
" "),"not recorded")}async#judgeIfCutOff(scan,id,sent){if(this.#sender.state==="ok")await sent;if(this.#sender.state==="ok")return;const against=await this.#against(
scan);if(against.length===0||Date.now()-(scan.epoch??0)>AT_THE_DESK)return;const queue=await this.#queue;const[change2]=await queue.update([id],entry=>heldFor(against,
entry));if(change2?.before.state!=="waiting"||change2.after?.state!=="held")return;this.#heldBack([change2.after]);await this.#changed()}#heldBack(held){for(const{
kind,item=""}of held)this.#forget(kind,item);const[entry]=held.slice(-1);const more=held.length>1?` ${say("moreInLog",{count:held.length-1})}`:"";this.#announceHeld(
entry,more)}async#void(shown){const queue=await this.#queue;const[change2]=await queue.update(shown.id===void 0?[]:[shown.id],entry=>entry.state==="waiting"&&entry.
tried?entry:null);const isTried=change2?.before.state==="held"&&change2.before.tried;if(change2&&!change2.after&&!isTried)return true;const raw=(change2?.after??
change2?.before??this.#journal.find(shown))?.raw??lineOf(shown,this.#clock);this.#journal.mark(raw,"voiding");await queue.add([{raw,state:"voiding"}]);return false}async#voidTried(changes){
const tried=changes.filter(({before,after})=>before.tried&&before.raw&&after&&after.raw!==before.raw);if(tried.length)await(await this.#queue).add(tried.map(({before:{
raw}})=>({raw,state:"voiding"})))}#corrected(lines){const submitted=lines.map(fields);const replaced=[...this.#correcting.values()].filter(({raw=""})=>{const{time,
item}=fields(raw);return lines.includes(raw)||submitted.some(line3=>time&&line3.time===time||item&&line3.item===item)});return replaced.flatMap(({id})=>{this.#correcting.
delete(id);return id===void 0?[]:[id]})}#remember(entry){this.checks.remember(entry.kind??"",entry.item??"");if(entry.kind!=="L")return;if(this.loans[0]?.patron!==
entry.patron&&entry.accepted&&this.loans.length)return;if(this.loans[0]?.patron!==entry.patron)this.loans=[];this.loans.push({...entry,time:entry.time??this.#clock.
at(entry.library??"",entry.epoch)})}#forget(kind,item){this.checks.forget(kind,item);this.loans=this.loans.filter(loan=>loan.item!==item)}#note({recorded,voided,
state}){if(recorded)this.#journal.recorded(recorded);if(voided!==void 0&&state)this.#journal.mark(voided,state)}#tell(news){this.#note(news);this.#page.broadcast(
news)}#changed(){this.#page.broadcast({});return this.#show()}async#changedAndSent(){await this.#changed();await this.send()}async#show(){try{const queue=await this.#queue;
this.#entries=await queue.all();this.#page.show({entries:this.#entries,sending:this.#sender.state,durable:queue.durable,isTimeKnown:this.#clock.usable,hasSlip:this.
loans.length>0})}catch(error){console.error(error)}}};var described=({kind,item="",patron=""})=>kind==="L"?say("loanOf",{item,patron}):say("returnOf",{item});if(!("replaceChildren"in Element.prototype))throw new Error("This browser is too old for the page's script.");var LEARNING=10*6e4;var NO_LIBRARY="---";var element=id=>document.
getElementById(id);var form=element("mainform");var scanning=JSON.parse(form.dataset.settings);var libraries=[...form.library.options??[form.library]].map(({value})=>value);
var stage=openStage(location.href,{form,mark:element("practice"),resend:()=>station.send()});var{site,settings,session}=stage;var clock=new Clock(settings,()=>form.
library.value);var sound2=new Sound(settings);var journal=new Journal(session,clock);var bar=new Bar({connection:element("connection"),waiting:element("waiting"),
time:element("clock")},clock);keepInView(element("lastcard"),form.closest("main"));var last=new Last({card:element("lastcard"),text:element("last"),listed:element(
"lastlisted"),state:element("laststate"),actions:element("lastactions"),act:(action,entry)=>act(action,entry),key:scanning.keys.accept},clock,journal);var otherTabs=globalThis.
BroadcastChannel&&new BroadcastChannel(site);function announce(text,tone,entry){last.announce(text,tone,entry);stage.tell(practice2=>practice2.announced(text,tone,
entry));if(tone)sound2.play(tone);if(entry)noteDone(settings,"scanner")}var apart;var isDurable=false;function show(status){form.slipbutton.disabled=!status.hasSlip;
const found=clock.apart(desk.library);if(found?.quarters!==apart?.quarters)apart=found;showBanner(element("banner"),status,apart);isDurable=status.durable;bar.show(
status);heartbeat.show(status.entries);last.show(status.entries);log.show(status.entries);handover.show(status.entries);showTurn();stage.tell(practice2=>practice2.
shown(status.entries))}function showTurn(){const{patron}=desk;stage.tell(practice2=>practice2.turned(patron));element("turnpatron").textContent=patron||say("noT\
urn");element("turncount").textContent=patron?say("itemsLent",{count:station.countOf(patron)}):say("scanCard");element("turnpatron").closest(".turn").classList.
toggle("is-on",patron!=="");form.finishbutton.disabled=!patron;form.library.classList.toggle("is-missing",!desk.library)}var known=new Known(settings,session,clock);
var station=new Station({queue:stage.kept,clock,journal,checks:new Checks(scanning,known),desk:()=>deskName.text,key:scanning.keys.accept,alone:async work=>navigator.
locks?navigator.locks.request(site,work):work(),post:stage.post,against:async entry=>{const day=entry.time??clock.at(entry.library??"",entry.epoch);return await(await lists)?.
against(entry,day.slice(0,8))??[]},page:{announce,show,listed:(entry,listed)=>last.list(entry,listed),broadcast:news=>otherTabs?.postMessage(news)}});var desk=new Desk(
form,{settings,session,station,keys:scanning.keys,turned:showTurn,held(){if(!log.focusHeld())station.announce(say("noScanHeld"),"")}});var lists;function openLists(){
if(stage.isPractice)return void 0;lists=lists??import("./lists.js").then(({Lists})=>new Lists({say,place:element("lists"),settings,site,library:()=>desk.library}),
()=>lists=void 0);return lists}if(settings.get("lists"))openLists();form.library.addEventListener("change",async()=>(await lists)?.renew());var prompt=new Prompt(
{place:element("correction"),label:element("question"),field:form.corrected,saveButton:form.savecorrection,cancelButton:form.cancelcorrection,back:()=>desk.back()});
function act(action,entry){if(action==="send")return handover.askToSend([entry]);if(action!=="correct")return desk.decide(action,entry);if(entry.state==="held"){
return prompt.open(say("correctBarcode"),entry.scanned??entry.item??"",barcode=>station.correct(entry,barcode))}desk.correctLine(entry.raw??"");station.correctLine(
entry)}var handover=new Handover({saveButton:form.savebutton,openButton:form.openbutton,file:element("savedfile"),makeButton:form.takeoutbutton,taken:element("t\
akenout"),count:element("takencount"),againButton:form.againbutton,sendButton:form.sendbutton,removeButton:form.removebutton,place:element("handover"),question:element(
"handoverquestion"),yesButton:form.yesbutton,noButton:form.nobutton},station,clock,libraries.filter(code=>code!==NO_LIBRARY),()=>desk.back());var log=new Log({body:element(
"rows"),counts:element("counts"),journal,clock,back:()=>desk.back(),act});var heartbeat=new Heartbeat({settings,session,page:document,fixed:{version:scanning.version,
mark:form.mark?.value??""},facts:()=>whatIsKept(isDurable),named:others=>deskName.show(others)});var deskName=new DeskName(element("desk"),settings,{ask:(name,save)=>prompt.
open(say("deskQuestion"),name,answer=>desk.takeStray(answer)||save(answer)),named:()=>heartbeat.beat(true)});form.addEventListener("submit",event=>{event.preventDefault();
desk.flush();const text=form.textarea.value;form.textarea.value="";station.submit(text)});form.finishbutton.addEventListener("click",()=>desk.finish());form.slipbutton.
addEventListener("click",()=>{if(station.loans.length)printSlip(element("slip"),station.loans,desk.libraryName,scanning.slip_text)});function showMute(){form.mutebutton.
textContent=sound2.muted?say("soundOff"):say("soundOn")}form.mutebutton.addEventListener("click",()=>{sound2.muted=!sound2.muted;showMute()});form.testsoundbutton.
addEventListener("click",()=>{if(!sound2.muted)noteDone(settings,"sound");sound2.test(text=>{element("soundtest").textContent=text})});addEventListener("keydown",
()=>sound2.wake(),{capture:true});addEventListener("beforeunload",event=>{if(stage.isPractice||!station.hasUnsent&&!desk.hasText)return;event.preventDefault();event.
returnValue=say("scansWouldWait")});addEventListener("online",()=>station.send());async function learnShapes(){const answer=await fetch("shapes.php",{headers:{Accept:"\
application/json"}}).catch(()=>void 0);const learned=answer?.ok?await answer.json().catch(()=>void 0):void 0;if(!learned)return;known.learn(learned);if(learned.
lists||lists&&learned.lists!==null)(await openLists())?.learn(learned.lists)}setInterval(learnShapes,LEARNING);document.addEventListener("visibilitychange",()=>document.
hidden||station.send());function showMode(){const mode=document.activeElement?.closest(".mode");if(mode)form.dataset.mode=mode.classList.contains("in")?"in":"ou\
t"}form.addEventListener("focusin",showMode);element("unscripted").hidden=true;showMute();var query=new URLSearchParams(location.search);var named=query.get("de\
sk");if(named!==null)deskName.text=named;deskName.show();for(const name of["recorded","already_recorded","at","taken_off","look"])query.delete(name);history.replaceState(
null,"",query.toString()?`?${query}`:location.pathname);query.set("practice","");element("practicelink").search=String(query);element("practicelink").hidden=stage.
isPractice;showPersistence({box:element("persistence"),text:element("persistencetext"),button:element("persistbutton")},navigator.storage);otherTabs?.addEventListener(
"message",({data})=>{if(data.asksForTurn){if(desk.patron)otherTabs.postMessage({hasTurn:true})}else if(data.hasTurn){if(isTurnDoubtful&&!desk.patron)desk.begin();
isTurnDoubtful=false}else{station.hear(data)}});form.dataset.mode="out";showMode();var isTurnDoubtful=desk.restore();if(isTurnDoubtful)otherTabs?.postMessage({asksForTurn:true});
claimTab(session,globalThis.BroadcastChannel&&new BroadcastChannel(`${site} tab`),()=>{journal.clear();station.hear({});desk.begin()}).then(()=>station.start()).
then(()=>{if(!stage.isPractice)heartbeat.start();learnShapes();navigator.serviceWorker?.register("scripts/sw.js",{scope:"./"}).catch(()=>{})});
