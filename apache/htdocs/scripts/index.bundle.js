// Made by tests/scripts/bundle.mjs of index.js and what that imports: change those.
function De(n){let{activeElement:t,body:e}=document;if(t===n)return;let s=n.cloneNode();s.autofocus=!1,n.replaceWith(s),t===e&&s.focus()}var un=Object.freeze({keepsNothing:"This browser keeps nothing: this is a private window, or its storage is full or switched off. Each scan is sent at once. Wai\
t until it is shown as recorded before you scan the next one.",serverAway:"The server cannot be reached.",serverRefuses:"The server cannot record just now.",serverUnclear:"\
This page does not understand the server's answer.",scansWaiting:{one:"1 scan is waiting.",other:"{count} scans are waiting."},keepScanning:"Keep scanning: scan\
s are kept on this computer, and sent as soon as the server takes them.",keepsTrying:"This page keeps trying.",reloadIfUnclear:"If this message stays, reload th\
is page, and tell whoever looks after the server.",scansTakenOut:{one:"1 scan is in a file for Alma that was made here, and is not sent. Give the file to the su\
pervisor, or press Send after all.",other:"{count} scans are in a file for Alma that was made here, and are not sent. Give the file to the supervisor, or press \
Send after all."},timeUnknown:"The server's time is not known just now: the times below are this computer's, and are corrected when the scans are sent.",clocksApart:"\
This workstation's clock says {workstation}, the server's says {server}. Scans get the server's time: if it is wrong, tell whoever looks after the server.",scansNeedYou:{
one:"1 scan is not recorded yet and needs you: see the Transaction Log.",other:"{count} scans are not recorded yet and need you: see the Transaction Log."},connected:"\
Our server: connected",cutOff:"Our server: cut off",serverBusy:"Our server cannot record",serverOdd:"Our server's answer is unclear",nameDesk:"Name this desk",nameTwice:"\
{name}: another computer has this name",deskQuestion:"What is this desk called? For instance: Circ 1",listsNew:"Today's lists",listsAge:{one:"Lists 1 day old",other:"\
Lists {count} days old"},listsOld:{one:"Old lists: 1 day",other:"Old lists: {count} days"},listsSize:"{age}, {size} MB",listsAll:"Lists from Alma: {ages}",itemsNew:"\
today's items",itemsAge:{one:"items 1 day old",other:"items {count} days old"},patronsNew:"today's patrons",patronsAge:{one:"patrons 1 day old",other:"patrons {\
count} days old"},listsKept:"kept for offline use, {size} MB",waitingHere:{one:"1 unsent",other:"{count} unsent"},noTurn:"No patron yet",scanCard:"Scan a card.",
patronDone:{one:"Patron finished: 1 item. Scan the next patron's card.",other:"Patron finished: {count} items. Scan the next patron's card."},checkIn:"Check In:\
 scan the items.",checkOut:"Check Out: scan the patron's card.",slipCount:{one:"Checked out: 1 item",other:"Checked out: {count} items"},itemsLent:{one:"1 item",
other:"{count} items"},lastState:"{time}, {state}",toneRecorded:"OK",toneLook:"Look",toneNotRecorded:"Not recorded",loanOf:"Loan {item} to {patron}",returnOf:"R\
eturn {item}",takenOff:"(removed: {parts})",partsJoined:"{first} and {second}",keepPageOpen:"Keep this page open until this is recorded: {what}",readyToScan:"Re\
ady to scan.",patronChosen:"Patron {patron}: scan the items.",patronUnfinished:"Patron {patron} was not finished when the page was closed. Press Enter, and scan\
 the card again.",orphansHeld:{one:"1 item is held without a patron.",other:"{count} items are held without a patron."},keyLendsOrphans:{one:"{key} lends it to \
{patron}.",other:"{key} lends them to {patron}."},scanPatron:"Scan the patron's barcode.",scanItem:"Scan the item's barcode.",scanPatronFirst:"Scan the patron's\
 barcode first.",chooseLibraryFirst:"Choose the library first.",keyWithinScan:"{key} does nothing in the middle of a scan. Press Enter first.",keyAgain:"Press {\
key} again if you mean it.",noScanHeld:"No scan is held.",scansHeld:{one:"1 scan is held and not recorded: see the Transaction Log.",other:"{count} scans are he\
ld and not recorded: see the Transaction Log."},seeLog:"See the Transaction Log.",moreInLog:{one:"And 1 more: see the Transaction Log.",other:"And {count} more:\
 see the Transaction Log."},correctLine:"Correct this record in the lines below, then press Submit Records.",itemDiscarded:"{item} is discarded.",itemVoided:"{i\
tem} is voided.",itemToBeVoided:"{item} will be voided.",linesToRecord:{one:"1 line to record",other:"{count} lines to record"},linesToRecordOdd:{one:"1 line to\
 record. Look at it: {problems}",other:"{count} lines to record. Look at these: {problems}"},moreProblems:{one:"And 1 more.",other:"And {count} more."},heldNotInFile:{
one:"The file does not have the 1 scan that is held.",other:"The file does not have the {count} scans that are held."},scansWouldWait:"Scans are waiting.",linesOfFile:{
one:"1 line of the file to record. Already here: {known}.",other:"{count} lines of the file to record. Already here: {known}."},fileIsCut:"The file ends in the \
middle of its last line, so that scan is left out. Scan it once more: {line}",fileNotRead:"This file cannot be read. Copy it to this computer, and open the copy\
.",fileNotOfPage:"Save to a file did not make this file. Ask the supervisor to import it: Import Files of Other Stations (import.php).",fileBeingMade:"Making th\
e file…",nothingToSave:"No scan is waiting, so there is nothing to save.",nothingToTakeOut:"No scan is waiting, so there is nothing to put into a file.",fileNotMade:"\
No file was made: this browser cannot store which scans are in it. Press Save to a file instead.",takenOut:{one:"1 scan is in a file for Alma. Give this to the \
supervisor: {files}.",other:"{count} scans are in a file for Alma. Give this to the supervisor: {files}."},openNotInFile:{one:"It does not have the 1 scan that \
is held or rejected.",other:"It does not have the {count} scans that are held or rejected."},refusedNotInFile:{one:"It does not have 1 line that the server woul\
d refuse. That line keeps waiting.",other:"It does not have {count} lines that the server would refuse. They keep waiting."},takenOutHere:{one:"1 scan from this\
 computer is in a file for Alma, and will not be sent.",other:"{count} scans from this computer are in a file for Alma, and will not be sent."},askSend:{one:"Se\
nd 1 scan to the server after all? If somebody imports the file or loads it into Alma too, the scan counts twice.",other:"Send {count} scans to the server after\
 all? If somebody imports the file or loads it into Alma too, they count twice."},askRemove:{one:"Has Alma loaded the file? Then remove 1 scan here. After that,\
 you cannot make the file again.",other:"Has Alma loaded the file? Then remove {count} scans here. After that, you cannot make the file again."},answerSend:"Sen\
d after all",answerRemove:"Remove",sentAfterAll:{one:"1 scan will be sent after all.",other:"{count} scans will be sent after all."},removedHere:{one:"1 scan is\
 removed from this computer.",other:"{count} scans are removed from this computer."},problemOf:"{scanned}: {problem}",guessOf:"Did the scanner mean {guess}?",keyDiscards:"\
{key} discards it.",keyMakesPatron:"{key} makes {patron} the next patron.",keyMakesThisPatron:"{key} makes this the next patron.",keyTakesGuess:"{key} records {\
guess} instead.",keyLendsToNext:"{key} lends it to the next patron you scan.",keyRecords:"{key} records it anyway.",keyThenRecords:"Then {key} records it.",keyLetsPatron:"\
{key} lends it anyway, and this patron's other items too.",chooseInLog:"Choose what to do in the Transaction Log.",noPatron:"No patron.",noLibrary:"No library i\
s chosen.",cutByKey:"{key} came in the middle of the scan.",keyAfterBoth:"{key} came right after this scan and the one before it, as if the scanner had sent it.",
unclearEnter:"This may be an item or the next patron: Enter came right after the patron's scan.",otherVersion:"This comes from another version of this page.",isReadError:"\
The scanner could not read it.",isStripe:"This is a card's magnetic stripe, not a barcode.",hasControl:"There is a control character in it.",hasCharacters:"No b\
arcode has such characters. The scanner and this computer may be set to different keyboards.",isIsbn:"This is the publisher's barcode (ISBN or ISSN), not the li\
brary's.",isTwice:"The same barcode came twice in one scan.",isTwo:"These look like two barcodes in one scan.",isLong:"This is too long: a barcode has at most 3\
2 characters.",hasAdded:"It still has characters in it that a scanner adds.",noPatronFound:"No patron barcode found.",notAnItem:"This does not look like an item\
's barcode.",isPatron:"This looks like a patron's barcode.",isItem:"This looks like an item's barcode.",oddItem:"This does not look like the items' barcodes rec\
orded here.",oddPatron:"This does not look like the patrons' barcodes recorded here.",wrongCheckDigit:"The check digit of this barcode is wrong.",beginsNotWith2:"\
This barcode should begin with 2.",beginsNotWith3:"This barcode should begin with 3.",ownPatron:"This is the patron's barcode.",wasPatron:"This was scanned as a\
 patron's barcode today.",wasItem:"This was scanned as an item's barcode today.",unlistedItem:"This item is not in the list from Alma.",othersItem:"This item be\
longs to another library.",unlistedPatron:"This patron is not in the list from Alma.",isBlocked:"This patron is blocked in Alma.",isExpired:"This patron's accou\
nt expired. Its last day was {day}.",repeatOut:"This item was checked out just before.",repeatIn:"This item was checked in just before.",correctBarcode:"Correct\
 the barcode",countsToday:"Recorded today at this desk: loans {loans}, returns {returns}.",olderNotShown:{one:"The list shows the latest scans. 1 older one is w\
aiting and not shown.",other:"The list shows the latest scans. {count} older ones are waiting and not shown."},stateHeld:"⚠ held, not recorded: {reason}",stateInPage:"\
◌ not recorded yet, in this page only",stateKept:"◌ kept on this computer",stateRejected:"✖ rejected: {reason}",stateRecorded:"✔ recorded {at}",stateTakenOut:"\
◌ in a file for Alma, not sent",stateVoiding:"◌ to be voided",stateVoided:"✖ voided",stateInFile:"✖ already in a file: correct it in Alma",kindLoan:"Loa\
n",kindReturn:"Return",buttonRecord:"Record",buttonCorrect:"Correct",buttonDiscard:"Discard",buttonVoid:"Void",buttonSend:"Send after all",buttonTake:"Use {gues\
s}",buttonPatron:"Use as patron",buttonGuessPatron:"Use {guess} as patron",buttonOfItem:"{button} {item}",soundOn:"Sound is on",soundOff:"Sound is off",soundOffNoTest:'\
Sound is off. Press "Sound is off" to switch it on, then press Test sound again.',soundImpossible:"This browser cannot play sound. Look at the large card after \
each scan.",soundTested:"Those were the three tones. If you heard nothing, turn up the volume of this computer.",toneTested:"{number} of {all}: {sign} {word}: {\
meaning}",toneRecordedMeans:"two quick notes, the second one higher. The scan is taken.",toneLookMeans:"three equal notes. A scan is held, or you need to look.",
toneNotRecordedMeans:"one long deep note. Something was refused and is not recorded.",mayDelete:"When this computer's disk fills up, this browser may delete sca\
ns that are waiting.",keepsScans:"This browser keeps scans that are waiting, even when the disk fills up.",keepsRefused:"The browser did not agree. Bookmark thi\
s page and ask again, or ask whoever looks after this computer.",moreArrived:{one:"1 more record has arrived since you opened this page.",other:"{count} more re\
cords have arrived since you opened this page."},recordsGone:{one:"1 record has gone since you opened this page.",other:"{count} records have gone since you ope\
ned this page."},desksChanged:"What the desks hold has changed since you opened this page.",countMayBeOld:"The server cannot be reached, so the count may be out\
 of date.",reloadPage:"Reload",noRecord:"none",making:"{files}, {records}",filesMade:{one:"1 file",other:"{count} files"},recordsMade:{one:"1 record",other:"{co\
unt} records"},makingFiles:"Making the files. You may leave this page: they will be on List Generated Files.",filesUnsent:"The files could not be sent, and noth\
ing from them is recorded. Check that the server can be reached, and try again.",recordsUnsure:"The server's answer was lost, so it is not certain that the reco\
rds were added. Press the button again: nothing is recorded twice.",filesTooLarge:"These files are larger than {megabytes} MB, which is the most that can be imp\
orted at once. Import fewer files at a time; split a file that is too large by itself.",sendingFiles:"Sending…",sendingPercent:"Sending: {percent}%",sentReading:"\
Sent. The server is reading the lines…",sentRecording:"Sent. The server is recording…",pressToSee:"Press it to see what would be recorded now."}),ln=new Intl.
PluralRules("en");function c(n,...t){let e=t[0]??{},s=un[n];return(typeof s=="string"?s:s[ln.select(Number(e.count))]??s.other).replace(/\{(\w+)\}/g,(o,r)=>String(
e[r]))}var fn=Object.freeze(["held","waiting","rejected","taken out","voiding","recorded","voided","in a file"]);function pn(n){return/[",]/.test(n)?`"${n.replace(/"/g,
'""')}"`:n}function Xt({library:n,time:t,kind:e,item:s,callNumber:i,patron:o,patronName:r}){return[n,t,e,s,i,o,r].map(a=>pn(a??"")).join(",")}function v(n){let e=[
...(","+n).matchAll(/,(?:"((?:[^"]|"")*)"([^,]*)|([^,]*))/g)],[s="",i="",o="",r="",a="",h="",d=""]=e.map(([,l,f,u])=>(u===void 0?l.replace(/""/g,'"')+f:u).trim());
return{library:s,time:i.replace(/\D/g,""),kind:o,item:r,callNumber:a,patron:h,patronName:d}}function A(n,t){return n.raw??Xt({...n,time:n.time??t.at(n.library??
"",n.epoch)})}function C(n,t){return n.epoch!==void 0&&n.epoch===(t==null?void 0:t.epoch)&&n.item===(t==null?void 0:t.item)}var L=({state:n})=>n==="waiting"||n===
"voiding",z=({state:n})=>n==="held"||n==="rejected",T=({state:n})=>n==="taken out",st=({id:n})=>typeof n=="string";function nt({void:n,...t}){return n?{...t,state:"\
voiding"}:fn.includes(t.state)?t:{...t,state:"held",reason:c("otherVersion")}}var mn={"cut off":"serverAway",refused:"serverRefuses",unclear:"serverUnclear"};function gn({entries:n,sending:t,durable:e,isTimeKnown:s},i){let o=n.filter(L).length,
r=n.filter(z).length,a=[];e||a.push(c("keepsNothing")),t!=="ok"&&(a.push(c(mn[t])),o>0&&a.push(c("scansWaiting",{count:o})),a.push(e?c("keepScanning"):c("keepsT\
rying")),t==="unclear"&&a.push(c("reloadIfUnclear")),s||a.push(c("timeUnknown")));let h=n.filter(T).length;return h>0&&a.push(c("scansTakenOut",{count:h})),i&&a.
push(c("clocksApart",{workstation:i.workstation,server:i.server})),r>0&&a.push(c("scansNeedYou",{count:r})),a.join(" ")}function _e(n,t,e){let s=gn(t,e);n.textContent!==
s&&(n.textContent=s),n.hidden=s===""}function B(n){return new Date(n).toISOString().replace(/\D/g,"").slice(0,14)}function D(n){let t=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(n);if(!t)return NaN;
let[e,s,i,o,r,a]=t.slice(1).map(Number);return Date.UTC(e,s-1,i,o,r,a)}function je(n){return n.replace(/^(\d{4})(\d\d)(\d\d).*/,"$1-$2-$3")}function E(n){return n.
replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/,"$1:$2:$3")}var wn=2e3,kn={ok:"connected","cut off":"cutOff",refused:"serverBusy",unclear:"serverOdd"},wt=class{#t;#n;#s;#e;constructor({connection:t,waiting:e,time:s},i){this.#t=
t,this.#n=e,this.#s=s,this.#e=i,setInterval(()=>this.#i(),wn)}#i(){let t=this.#e;this.#s.textContent=t.usable?E(t.now()).slice(0,5):"--:--"}show({entries:t,sending:e}){
this.#i(),this.#t.textContent=c(kn[e]),this.#t.classList.toggle("is-off",e!=="ok");let s=t.filter(L).length;this.#n.textContent=c("waitingHere",{count:s}),this.#n.
classList.toggle("is-some",s>0)}};var bn="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";function Ue(n){return/^\d{7,}$/.test(n)?[...n].reverse().reduce((e,s,i)=>{let o=Number(s)*(i%2?2:1);return e+
(o>9?o-9:o)},0)%10===0:!1}function yn(n){return/^\d{6,}[0-9X]$/.test(n)?[...n].reverse().map(s=>s==="X"?10:Number(s)).reduce((s,i,o)=>s+i*(o+1),0)%11===0:!1}function vn(n){
let t=[...n].map(s=>bn.indexOf(s));if(t.length<5||t.includes(-1))return!1;let e=t.pop();return t.reduce((s,i)=>s+i,0)%43===e}var te=Object.freeze({mod10:Ue,mod11:yn,
mod43:vn}),Fe=n=>n.length===14&&Ue(n);var ee={"read error":"isReadError",stripe:"isStripe",control:"hasControl",characters:"hasCharacters",isbn:"isIsbn",twice:"isTwice",two:"isTwo",long:"isLong"},xn=/^\][A-Za-z][0-9A-Za-z]/,
On=/^(\*)([^*]+)(\*)$/,Tn=/^([A-Da-d])(\d{10,})([A-Da-d])$/;function G(n){var r;let t=((r=xn.exec(n))==null?void 0:r[0])??"",e=n.slice(t.length).trim(),[,s="",i=e,
o=""]=On.exec(e)??Tn.exec(e)??[];return{barcode:i.trim(),taken:[t,s,o].filter(Boolean)}}var En=/^(?:<?NR>?|NO[ _-]?READ|BAD[ _-]?READ|READ[ _-]?ERR(?:OR)?|ERR(?:OR)?|\?+|[%;+]E\??(?:[%;+]E\??)*)$/i,
Sn=/^(?:%.*[?^]|;.*[?=]|\+.*\?)/,Ln=/^[ -~]*$/,Nn=/[\x00-\x1f\x7f-\x9f]/;function F(n,t=()=>!1){return Nn.test(n)?"control":En.test(n)?"read error":Sn.test(n)?"\
stripe":!Ln.test(n)||!/[0-9A-Za-z]/.test(n)?"characters":An(n,t)?"twice":Pn(n)&&!t(n)?"isbn":n.length>32?"long":/^\d{20,}$/.test(n)&&!t(n)?"two":""}function We(n){
var t;return((t=/^(.{4,32}?)(?:[ *]*\1)+$/.exec(n))==null?void 0:t[1])??""}function An(n,t){let e=We(n);return e.length>=6||e!==""&&!t(n)}function Pn(n){let t=n.
replace(/[ -]/g,"");return/^97[789]\d{10}(?:\d{2}|\d{5})?$/.test(t)?[...t.slice(0,13)].reduce((s,i,o)=>s+Number(i)*(o%2?3:1),0)%10===0:!1}var Rn=[`&é"'(-è_çà`,
`&é"'(§è!çà`,"+ěščřžýáíé","+ľščťžýáíé","!@#$%^&*()",'!"£$%^&*()','!"§$%&/()='],In=[1632,1776,2406,65296],Cn=/[\u2010-\u2015\u2212]/g;function $n(n){
let t=[...n].map(Mn).join("").replace(Cn,"-");if(F(t)===""&&t!==n)return t;if(/\d/.test(t))return"";for(let e of Rn){let s=[...n].map(i=>e.includes(i)?String((e.
indexOf(i)+1)%10):i).join("");if(/^[0-9A-Za-z]+$/.test(s))return s}return""}function Mn(n){let t=n.codePointAt(0)??0,e=In.find(s=>t>=s&&t<s+10);return e===void 0?
n:String(t-e)}function kt(n,t){return n==="twice"?We(t):n==="characters"?$n(t):""}var He=Object.freeze({patron_pattern:"([0-9]+)",item_pattern:".*"}),Bn={...ee,added:"hasAdded","no patron":"noPatronFound","not an item":"notAnItem",patron:"isP\
atron",item:"isItem","odd item":"oddItem","odd patron":"oddPatron","check digit":"wrongCheckDigit","begins not with 2":"beginsNotWith2","begins not with 3":"beg\
insNotWith3","own patron":"ownPatron","was patron":"wasPatron","was item":"wasItem","repeat L":"repeatOut","repeat R":"repeatIn"},Dn={2:"patron",3:"item"};function bt(n){
try{return new RegExp(n)}catch{return}}var yt=class{#t;#n;#s;#e;#i;#a;#d;#h=new Map;constructor(t,e){var s,i;this.#t=t,this.#n=e,this.#d=t.patron_pattern!==He.patron_pattern,
this.#s=bt(t.patron_pattern)??/(?!)/,this.#e=bt(`^(?:${t.item_pattern})$`)??/^.*$/,this.#a=(((i=(s=bt(`${t.item_pattern}|`))==null?void 0:s.exec(""))==null?void 0:
i.length)??1)>1,this.#i=t.item_pattern!==He.item_pattern&&!this.#e.test("#")}patron(t){let e=this.#d?this.#c(t):this.#o(t);if(e.problem)return e;let{barcode:s}=e,
i=this.#g(t)||this.#g(G(t).barcode);return{...e,...this.#f("patron",s,i?"item":this.#u(s))}}item(t,e,s){let i=this.#r(e);if(i.problem)return i;let{barcode:o}=i,
r=s&&o===s?"own patron":this.#l(o),a=this.#f("item",o,r);return{...i,...a.problem?a:{problem:this.#k(t,o)}}}isNone({problem:t}){return t in ee}mayBePatron({barcode:t,
problem:e}){return e==="odd item"?this.#n.hasSeenLike("patron",t):e==="patron"||e==="was patron"}line({kind:t,item:e,patron:s}){let i=[this.#m("item",e,this.#l(
e))];if(t==="L"&&s){let o=this.#g(s)?"item":this.#u(s);i.push(this.#m("patron",s,o))}return i.filter(Boolean)}words(t){return c(Bn[t])}isOrdinary(t){return this.#n.
isOrdinary("item",t)||this.#n.isOrdinary("patron",t)}remember(t,e){this.#n.remember("item",e),this.#h.set(`${t} ${e}`,performance.now())}rememberEarlier(t,e,s){
this.#n.noteRole("item",e),this.#h.set(`${t} ${e}`,performance.now()-s)}rememberPatron(t){this.#n.remember("patron",t)}forget(t,e){this.#h.delete(`${t} ${e}`)&&
this.#n.forget("item",e)}#r(t){let e=G(t),s=this.#i?this.#e.exec(t):null,i=s??this.#e.exec(e.barcode),o=((i==null?void 0:i[1])||(s?t:e.barcode)).trim(),r=s?[]:e.
taken,a=F(o,d=>this.#n.isOrdinary("item",d)),h={barcode:o,taken:r,problem:a,guess:kt(a,o)};return this.#i?i?a==="control"||a==="read error"?h:{...h,problem:o.length>
32?"long":"",guess:""}:{...h,problem:a||"not an item"}:h}#o(t){var a;let{barcode:e,taken:s}=G(t),i=F(e,h=>this.#n.isOrdinary("patron",h));if(i)return{barcode:e,
taken:s,problem:i,guess:kt(i,e)};let o=((a=this.#s.exec(e))==null?void 0:a[1])??"";if(!o)return{barcode:e,taken:s,problem:"no patron",guess:""};let r=e.split(o,
2).filter(Boolean);return{barcode:o,taken:[...s,...r],problem:"",guess:""}}#c(t){var o,r;let e=G(t),s=(((o=this.#s.exec(t))==null?void 0:o[1])??((r=this.#s.exec(
e.barcode))==null?void 0:r[1])??"").trim();if(F(t)==="read error")return{barcode:t,taken:[],problem:"read error",guess:""};if(!s)return{barcode:t,taken:[],problem:"\
no patron",guess:""};let i=F(s,a=>this.#n.isOrdinary("patron",a));return{barcode:s,taken:[],problem:i,guess:kt(i,s)}}#u(t){return this.#n.wasOnly("item",t)?"was\
 item":this.#b(t,"2")}#l(t){return this.#n.wasOnly("patron",t)?"was patron":this.#w(t)?"patron":this.#b(t,"3")}#f(t,e,s){if(s)return{problem:s,guess:""};let i=this.#n.
oddity(t,e);if(i==="check digit")return{problem:this.#t.check_digit==="auto"?i:"",guess:""};if(i===""||t==="item"&&this.#i)return{problem:"",guess:""};let o=t===
"item"?"patron":"item";return this.#n.isOrdinary(o,e)?{problem:o,guess:""}:{problem:`odd ${t}`,guess:this.#p(t,e)}}#p(t,e){let s=[...e].map(i=>i===i.toUpperCase()?
i.toLowerCase():i.toUpperCase()).join("");return s!==e&&this.#n.isOrdinary(t,s)?s:""}#m(t,e,s){let i=t==="item"&&this.#i;if(i&&!this.#a&&!this.#e.test(e))return"\
not an item";if(!i&&G(e).barcode!==e)return"added";let o=F(e,a=>this.#n.isOrdinary(t,a));return(i&&!/^(control|read error|long)$/.test(o)?"":o)||this.#f(t,e,s).
problem}#k(t,e){let s=this.#h.get(`${t} ${e}`),i=this.#t.repeat_minutes*6e4;return s!==void 0&&performance.now()-s<i?`repeat ${t}`:""}#g(t){return this.#i&&this.#e.
test(t)}#w(t){if(!this.#d||this.#i)return!1;let e=bt(`^(?:${this.#t.patron_pattern})$`);return e!==void 0&&e.test(t)&&!e.test("#")}#b(t,e){return this.#t.check_digit!==
"codabar14"?"":Fe(t)?t[0]===e?"":Dn[t[0]]??`begins not with ${e}`:"check digit"}},qe=n=>/^(patron|item|was patron|was item)$/.test(n);var ne="queue";var ze=new WeakMap,it=class extends Error{},ot=class{#t;#n;#s;#e;constructor(t,e){this.#t=t,this.#n=e}async run(t,e,s=()=>{}){var r;let i,o=async()=>{let a=await this.#i();
return this.#a(async h=>{let d=await vt(a,t,l=>i=e(l,i),h);return h.aborted&&await vt(a,t,l=>s(l,d)),d},1e4)};try{return await o()}catch(a){if(a instanceof it||
a instanceof DOMException&&a.name==="QuotaExceededError")throw a;return(r=this.#s)==null||r.close(),this.#s=void 0,o()}}probe(){return this.#a(async()=>{let t=await Ke(
`${this.#t} probe`,[]);try{await vt(t,"readwrite",e=>e.add({text:"x".repeat(65536)})),await vt(t,"readwrite",e=>e.clear())}finally{t.close()}})}async#i(){return this.#s||
await this.#a(async()=>{this.#s=await Ke(this.#t,this.#n())}),this.#s}async#a(t,e=5e3){if(this.#e)throw new it;let s=new AbortController,i=t(s.signal).finally(()=>this.#e=
void 0);this.#e=i;let o,r=new Promise((a,h)=>{o=setTimeout(()=>{s.abort(),h(new it)},e)});try{return await Promise.race([i,r])}finally{clearTimeout(o)}}};function Ke(n,t){
return new Promise((e,s)=>{let i=indexedDB.open(n,1);i.onupgradeneeded=()=>{let o=i.result.createObjectStore(ne,{keyPath:"id",autoIncrement:!0});for(let r of t)
o.put(r)},i.onsuccess=()=>e(i.result),i.onerror=()=>s(i.error),i.onblocked=()=>s(new Error("blocked"))})}function vt(n,t,e,s){let i=n.transaction(ne,t,{durability:"\
strict"});return s==null||s.addEventListener("abort",()=>_n(i)),new Promise((o,r)=>{let a;i.oncomplete=()=>o(a),i.onabort=()=>r(ze.get(i)??i.error),i.onerror=()=>r(
i.error);try{a=e(i.objectStore(ne))}catch(h){r(h),i.abort()}})}function _n(n){try{n.abort()}catch{}}function J(n,t){n.onsuccess=()=>{try{t(n.result)}catch(e){let s=n.
transaction;ze.set(s,e),s.abort()}}}var Ve=n=>`offline-circ ${new URL(".",n).pathname}`,ie=class{durable=!1;#t;#n=Promise.resolve();#s=new Map;#e=new Map;#i=new Map;#a=0;#d=new Map;constructor(t){
this.#t=new ot(t,()=>this.#o())}open(){return this.#h(()=>this.#l())}add(t){return this.#h(async()=>{if(!await this.#l())return this.#u(t);try{let{ids:e}=await this.#t.
run("readwrite",(s,i)=>i?Je(s,t):Un(s,t),Ge);return t.forEach((s,i)=>this.#s.set(e[i],{...s,id:e[i]})),e}catch{return this.durable=!1,this.#u(t)}})}all(){return this.#h(
async()=>(await this.#l(),await this.#f(),[...this.#o(),...this.#i.values()].map(t=>({...t}))))}update(t,e){return this.#h(async()=>{await this.#l();let s=t.filter(
i=>!this.#i.has(i));return[...await this.#m(s,e),...this.#p(t,e)]})}isStored({id:t}){return t===void 0||!this.#e.has(this.#r(t))}#h(t){let e=this.#n.then(t);return this.#n=
e.then(()=>{},()=>{}),e}#r(t){return this.#d.get(t)??t}#o(){return[...this.#s].flatMap(([t,e])=>this.#e.get(t)??(this.#e.has(t)?[]:e))}#c(t,e){e?this.#s.set(t,{
...e,id:t}):this.#s.delete(t)}#u(t){return t.map(e=>{let s=`memory ${++this.#a}`;return this.#i.set(s,{...e,id:s}),s})}async#l(){if(this.durable)return!0;let t=[
...this.#i.values()];try{t.length===0&&this.#e.size===0&&await this.#t.probe();let{ids:e}=await this.#t.run("readwrite",s=>{for(let[i,o]of this.#e)jn(s,i,o);return Je(
s,t)},Ge);for(let[s,i]of this.#e)this.#c(s,i);t.forEach((s,i)=>{this.#d.set(s.id,e[i]),this.#c(e[i],s)}),this.#e.clear(),this.#i.clear(),this.durable=!0}catch{}
return this.durable}async#f(){try{let{result:t}=await this.#t.run("readonly",e=>e.getAll());this.#s=new Map(t.map(e=>[e.id,nt(e)]))}catch{this.durable=!1}}#p(t,e){
let s=[];for(let i of t){let o=this.#i.get(i);if(!o)continue;let r=e({...o});r?this.#i.set(i,r):this.#i.delete(i),s.push({before:o,after:r})}return s}async#m(t,e){
try{let s=await this.#t.run("readwrite",(i,o)=>{let r=[];for(let a of t)J(i.get(this.#r(a)),h=>{let d=Wn(h,a,o)??this.#k(h,a,e);d&&(Ye(i,this.#r(a),d.after),r.push(
d))});return r});for(let{before:i,after:o}of s)this.#c(this.#r(i.id),o),this.#e.delete(this.#r(i.id));return s}catch{return this.durable=!1,this.#g(t,e)}}#k(t,e,s){
let i=this.#e.get(this.#r(e));if(t===void 0||i===null)return;let o={...i??nt(t),id:e};return{before:o,after:s({...o})}}async#g(t,e){await this.#f();let s=[];for(let i of t){
let o=this.#r(i),r=this.#k(this.#s.get(o),i,e);r&&(this.#e.set(o,r.after&&{...r.after,id:o}),s.push(r))}return s}};function Ye(n,t,e){e?n.put({...e,id:t}):n.delete(
t)}function jn(n,t,e){J(n.get(t),s=>{s!==void 0&&Ye(n,t,e)})}function Un(n,t){let e=[];return t.forEach((s,i)=>J(n.add(s),o=>e[i]=Number(o))),{ids:e,made:e}}function Ge(n,{
made:t}){for(let e of t)n.delete(e)}function Je(n,t){let{ids:e,made:s}={ids:[],made:[]};return J(n.getAll(),i=>{t.forEach(({id:o,...r},a)=>{let h=i.findIndex(l=>Fn(
r,nt(l))),[d]=h<0?[]:i.splice(h,1);J(d?n.put({...d,...r}):n.add(r),l=>{e[a]=Number(l),d||s.push(e[a])})})}),{ids:e,made:s}}function Fn(n,t){return n.epoch!==void 0?
C(n,t):t.epoch===void 0&&t.raw===n.raw&&t.state===n.state}function Wn(n,t,e=[]){return e.find(({before:s,after:i})=>s.id===t&&i&&n&&JSON.stringify({...i,id:n.id})===
JSON.stringify(n))}async function oe(n){let t=new ie(n);return await t.open(),t}async function Ze(n){let{result:t}=await new ot(n,()=>[]).run("readonly",e=>e.getAll());
return t.map(nt).filter(L).length}function N(n,t,e){try{return JSON.parse(n.get(t)??"")??e}catch{return e}}var V=class{#t;#n;constructor(t,e){this.#n=t;try{this.#t=
e(),this.#t.setItem(`${t} test`,"1")}catch{let s=new Map;this.#t={getItem:i=>s.get(i)??null,setItem:(i,o)=>{s.set(i,o)}}}}get(t){return this.#t.getItem(`${this.#n}\
 ${t}`)}set(t,e){try{this.#t.setItem(`${this.#n} ${t}`,e)}catch{}}};function Y(n,t){let e=n.filter(([i])=>i*1e3<=t),[,s]=e[e.length-1]??n[0]??[0,0];return s*1e3}function xt(n,t){for(let e=1;e<n.length;e++){let[s,i]=n[e],o=n[e-1][1],
[r,a]=[s-30,s+o-i];if(i<o&&r*1e3<=t&&t<a*1e3){let h=Math.floor((Math.floor(t/1e3)-r)*30/(a-r));return(r+o+h)*1e3}}return t+Y(n,t)}var Qe="server clock",Hn=5e3,qn=2e3,Kn=2*36e5,zn=60,Xe=15*6e4,Gn=3*6e4,Ot=class{#t;#n;#s=0;#e=0;#i;#a=!1;#d=Date.now()-performance.now();#h;constructor(t,e=()=>""){
this.#t=t,this.#i=e;let{ahead:s,zones:i}=N(t,Qe,{});this.#n=this.#d+(s??0),this.#h=new Map(Object.entries(i??{"":[[0,ts()/1e3]]}))}learn({server_time:t,not_before:e,
zones:s=Jn(t)},i){var h;let o=Date.parse(t);if(!Number.isFinite(o)||!((h=s[""])!=null&&h.length))return;this.#h=new Map(Object.entries(s));let r=performance.now();
if(this.usable&&r-i>qn)return;this.#n=o-(i+r)/2,(!this.#a||this.#s-this.#r>Kn)&&(this.#s=0),this.#c(Date.parse(e??"")||0),this.#a=!0,this.#d=Date.now()-r;let a=Math.
round(this.#n-this.#d);this.#t.set(Qe,JSON.stringify({ahead:a,zones:s}))}get usable(){return this.#a&&Math.abs(Date.now()-performance.now()-this.#d)<Hn}get#r(){
return performance.now()+this.#n}get zones(){return this.#h}#o(t){return this.#h.get(t)??this.#h.get("")??[]}now(t=this.#i()){return this.#c(this.#r),B(xt(this.#o(
t),this.#s))}#c(t){let e=performance.now()-this.#e;this.#s=Math.max(this.#s+e/zn,t),this.#e+=e}timeOfScan(t){return this.#u(t)?this.now(t):null}#u(t){return this.
usable&&(t!==""||this.#h.size===1)}ago(t,e){return xt(this.#o(t),this.#r)-D(e)}at(t,e=Date.now()){return B(xt(this.#o(t),e+this.#r-Date.now()))}apart(t){if(!this.#u(
t))return;let[e,s]=[this.#r+Y(this.#o(t),this.#r),Date.now()+ts()],i=Math.round((e-s)/Xe);if(i===0||Math.abs(e-s-i*Xe)>Gn)return;let[o,r]=[s,e].map(a=>E(B(a)).slice(
0,5));return{quarters:i,workstation:o,server:r}}};function Jn(n){let[,t,e,s]=/([+-])(\d\d):(\d\d)$/.exec(n)??["","+","0","0"];return{"":[[0,+`${t}1`*(Number(e)*
3600+Number(s)*60)]]}}function ts(){return-new Date().getTimezoneOffset()*6e4}var rt=c("noPatron"),Vn={patron:"buttonPatron",record:"buttonRecord",correct:"buttonCorrect",discard:"buttonDiscard",void:"buttonVoid",send:"buttonSend"};function at({
offer:n,guess:t}){return n==="discard"||n==="patron"?n:t?"take":"record"}var re=["patron","blocked","expired"],ct=({hold:n=[]})=>n.some(t=>re.includes(t)),es=(n,t)=>n.
began!==void 0&&n.began===t.began&&n.patron===t.patron;function Tt(n){let t=[at(n),"record","correct","discard"];return[...new Set(t)]}function ae(n,{guess:t=""}){
return n==="take"?c("buttonTake",{guess:t}):n==="patron"&&t?c("buttonGuessPatron",{guess:t}):c(Vn[n])}function Yn(n,t){let{guess:e="",reason:s}=n,i=at(n);return i===
"discard"?c("keyDiscards",{key:t}):i==="take"?c("keyTakesGuess",{key:t,guess:e}):i==="patron"?e?c("keyMakesPatron",{key:t,patron:e}):c("keyMakesThisPatron",{key:t}):
ct(n)?c("keyLetsPatron",{key:t}):s===rt?c("keyLendsToNext",{key:t}):n.library?c("keyRecords",{key:t}):c("keyThenRecords",{key:t})}function ss(n,t){let{scanned:e=n.
item??"",reason:s="",guess:i}=n,o=at(n),r=n.kind==="L"&&!n.patron&&o==="record"&&s!==rt,a=o==="record"||o==="take";return[c("problemOf",{scanned:e,problem:s}),...i?
[c("guessOf",{guess:i})]:[],...a&&!n.library?[c("chooseLibraryFirst")]:[],t&&!r?Yn(n,t):c("chooseInLog")].join(" ")}function ce(n,t,e){let{reason:s,scanned:i,offer:o,
guess:r,hold:a,...h}=e===void 0?n:he(n,e),d=h.kind==="L",l=h.patron||(d?t.patron:""),f=h.patron||!d?h.patronName:t.patronName,u=!(a!=null&&a.length&&e!==void 0);
return{...h,library:h.library||t.library,patron:l,patronName:f,state:"waiting",...u&&{accepted:u}}}function ns(n,t){var e;return n.state==="held"&&((e=n.hold)!=
null&&e.every(s=>re.includes(s)))?ce(n,t):n.state==="held"||n.state==="waiting"?{...n,patronAccepted:!0}:n}function is(n,t){let e=n.filter(({kind:s})=>!(t.patronAccepted&&
re.includes(s)));return t.state!=="waiting"||t.accepted||e.length===0?t:{...t,state:"held",hold:e.map(({kind:s})=>s),reason:e.map(({reason:s})=>s).join(" ")}}function he({
tried:n,...t},e){let s=v(t.raw??""),i=t.raw&&Xt({...s,kind:s.kind,item:e});return{...t,item:e,...i&&{raw:i}}}function Et({library:n,kind:t,patron:e}){return n?t===
"L"&&!e?c("scanPatronFirst"):"":c("chooseLibraryFirst")}var St=class{#t=!1;#n=new Set;#s=new Map;#e=new Map;#i=0;ended(){this.#t=!0,this.#n.clear()}interrupted(t){if(t&&this.#t){this.#i=this.#n.size?0:this.#i+1;for(let[
e,s]of this.#s)this.#n.has(e)||(this.#s.set(e,s-1),this.#e.delete(e))}this.#t=!1}judge(t,e){if(!this.#t)return"";let s=this.#s.get(t)??0,i=e==="none"||e==="litt\
le"&&this.#i<3,o=this.#n.has(t);if(o&&(this.#s.delete(t),this.#e.delete(t)),o||s<=0&&!i)return this.#t=!1,o?"":"after a scan";this.#n.add(t);let r=(this.#e.get(
t)??0)+1;return this.#e.set(t,r),this.#s.set(t,r>=3?2:1),r>=3?"suffix":"perhaps suffix"}};var At=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>n.length===1&&!t&&!e&&!s,ht=({ctrlKey:n,altKey:t,metaKey:e,shiftKey:s})=>n||t||e||s,Pt=n=>n instanceof Element&&n.
matches("input[type=text], textarea, select");function Lt(n){var e;let t=((e=/^Numpad(\d)$/.exec(n.code))==null?void 0:e[1])??"";return ht(n)||At(n)?"":t}var Zn=({
altKey:n,code:t})=>n&&/^Numpad\d$/.test(t),de=({key:n,ctrlKey:t,altKey:e})=>t&&!e&&/^[jm]$/i.test(n),Qn=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>t&&!e&&!s&&n.length===
1&&!/[acvxyz0+=-]/i.test(n),Xn=({isComposing:n,key:t})=>n||t==="Process",ti=({key:n,code:t})=>n==="Enter"||/Enter$/.test(t),Nt=class{last;#t;#n;#s;#e=new St;#i=new Map;#a=!1;constructor(t,e,s){
this.last=t[0],this.#t=t,this.#n=e,this.#s=s,addEventListener("focusin",({target:i})=>{this.last=this.#d(i)??this.last}),addEventListener("pointerdown",()=>this.#e.
interrupted(!1)),addEventListener("keydown",i=>this.#h(i));for(let i of t)i.addEventListener("input",()=>this.#f(i)),i.addEventListener("beforeinput",o=>this.#m(
i,o)),i.addEventListener("compositionend",()=>this.#o(i))}back(){this.focus(this.last)}focus(t){this.last=t,t.focus(),this.#s.isDone(t)?t.select():t.setSelectionRange(
t.value.length,t.value.length)}isUnsent(t){return t.value.trim()!==""&&!this.#s.isDone(t)}get hasUnsent(){return this.#t.some(t=>this.isUnsent(t))}endAll(){for(let t of this.#t)
this.isUnsent(t)&&this.end(t)}type(t){let e=t.split(/[\r\n\t]+/);e.forEach((s,i)=>{this.back(),s&&this.#p(this.last,s),i<e.length-1&&this.isUnsent(this.last)&&this.
end(this.last)})}end(t){let e=t.value.trim();if(!e){let i=this.#e.judge("Enter",this.#s.senseOf(t,"Enter"));/suffix/.test(i)?this.#s.taken("Enter",i==="suffix"):
this.#s.enter(t,i==="after a scan");return}let s=this.#i.get(t);this.#i.delete(t),this.#e.ended(),this.#s.scanned(t,e,s&&t.value.length>s.length?s.key:"")}#d(t){
return this.#t.find(e=>e===t)}#h(t){let e=this.#d(t.target);this.#a=t.isComposing&&ti(t),!(t.defaultPrevented||Xn(t))&&(/^F\d+$/.test(t.key)?this.#u(t,e):e?this.#r(
t,e):this.#c(t))}#r(t,e){let s=Lt(t);if(t.key==="Enter"||de(t)){if(t.preventDefault(),t.repeat)return;if(t.key==="Enter"||e.value.trim())return this.end(e);this.#e.
interrupted(!1),this.#s.taken("LF",!0)}else if(t.key==="Tab"&&!ht(t)){if(!this.isUnsent(e))return;t.preventDefault(),this.end(e)}else s?(t.preventDefault(),this.#p(
e,s)):Qn(t)&&this.isUnsent(e)&&(t.preventDefault(),this.#l(e,`Control+${t.key.toUpperCase()}`))}#o(t){let e=this.#a;this.#a=!1,e&&t.value.trim()&&this.end(t)}#c(t){
if(Pt(t.target))return;let e=Lt(t);(e||Zn(t)||At(t)&&t.key!==" ")&&this.back(),e&&(t.preventDefault(),this.#p(this.last,e))}#u(t,e){if(ht(t))return;let{key:s,target:i}=t,
o=e?this.isUnsent(e):i instanceof HTMLTextAreaElement||i instanceof HTMLInputElement&&i.value!=="",r=this.#n.includes(s);if((o||r||!/^F(5|11)$/.test(s))&&t.preventDefault(),
o)e&&this.#l(e,s);else if(r&&!t.repeat){let a=this.#e.judge(s,e?this.#s.senseOf(e,s):"some");/suffix/.test(a)?this.#s.taken(s,a==="suffix"):this.#s.pressed(s,a===
"after a scan")}}#l(t,e){this.#i.has(t)||this.#i.set(t,{key:e,length:t.value.length}),t.value.length>32?this.end(t):this.#s.ignored(e)}#f(t){t.value===""&&this.#i.
delete(t),this.#e.interrupted(!0)}#p(t,e){let{selectionStart:s,selectionEnd:i,value:o}=t;t.setRangeText(e,s??o.length,i??o.length,"end"),t.dispatchEvent(new Event(
"input",{bubbles:!0}))}#m(t,e){var i;let s=e.data??((i=e.dataTransfer)==null?void 0:i.getData("text/plain"))??"";/^insert(LineBreak|Paragraph)$/.test(e.inputType)?
(e.preventDefault(),this.end(t)):/[\r\n\t]/.test(s)&&(e.preventDefault(),this.type(s))}};var _="---",Z="library",os="library of the address";function ei(n,t){let e=i=>t.some(o=>o.toLowerCase().startsWith(i)),s="";for(let i of n.toLowerCase())if(s=e(
s+i)?s+i:i,!e(s))return!1;return!0}var Rt=class{#t;#n;#s;#e;#i=!1;#a="";#d="";#h=!1;constructor(t,{settings:e,session:s},i){this.#t=t,this.#n=e,this.#s=s,this.#e=
i,t instanceof HTMLSelectElement&&(this.#r(t),this.#d=t.value,t.addEventListener("focus",()=>this.#c()),t.addEventListener("pointerdown",()=>this.#h=!0),t.addEventListener(
"change",()=>this.#u()),t.addEventListener("keydown",o=>this.#l(o,t)))}get code(){return this.#t.value===_?"":this.#t.value}get fixed(){return this.#i?this.code:
""}get name(){let t=this.#t;return t instanceof HTMLSelectElement?t.selectedOptions[0].text:t.dataset.name??""}#r(t){let e=[...t.options],s=a=>a!==null&&e.some(
({value:h})=>h===a);this.#o(new URLSearchParams(location.search),s);let i=this.#s.get(os)??_;this.#i=i!==_&&s(i);let o=this.#s.get(Z),r=this.#i?[i]:i!==_?[o]:[o,
this.#n.get(Z)];t.value=r.find(a=>a!==_&&s(a))??_,this.#i?e.filter(({value:a})=>a!==i).forEach(a=>a.remove()):t.value!==_&&this.#s.set(Z,t.value)}#o(t,e){let s=t.
get("library");if(s!==null){if(t.has("recorded")){this.#s.set(Z,s);return}this.#s.set(os,s),e(s)||this.#s.set(Z,_)}}#c(){this.#a="",this.#d=this.#t.value}#u(){if(!this.#i)
for(let t of[this.#n,this.#s])t.set(Z,this.#t.value);this.#h&&this.#e.back()}#l(t,e){this.#h=!1;let{key:s}=t,i=Lt(t);if(i||At(t)&&(this.#a||s!==" ")){if(this.#a+=
i||s,ei(this.#a,[...e.options].map(({text:r})=>r)))return;t.preventDefault();let o=this.#a;e.value=this.#d,this.#u(),this.#c(),this.#e.type(o)}else s==="Enter"?
(t.preventDefault(),this.#e.back()):/^(Arrow|Page|Home|End|Escape)/.test(s)&&(this.#a="",setTimeout(()=>this.#c()))}};function ue(n,t){var o;let e=n.trim();if(/^\d{7,}$/.test(e))return e;let s=[...e].map((r,a)=>e.slice(a)),i=r=>/^(?=.*\d)\S{6,}$/.test(r)&&t(r);return s.find(i)??
((o=/(?:^|\D)(\d{14})$/.exec(e))==null?void 0:o[1])??""}function si({value:n,selectionStart:t}){let e=n.slice(0,t).split(`
`).pop()??"";return e.includes(",")?"":e}var rs=n=>(n.key==="Enter"||n.key==="Tab")&&!ht(n)&&!n.isComposing;function as({fields:n,lines:t},e,s,i){for(let o of n)
o.addEventListener("keydown",r=>{if(!rs(r))return;let a=ue(o.value,s);if(a)o.value=o.value.trim().slice(0,-a.length).trim(),e.type(`${a}
`);else if(r.key==="Enter")i();else return;r.preventDefault()});t.addEventListener("keydown",o=>{let r=rs(o)?si(t):"";if(!r.trim())return;o.preventDefault();let a=t.
selectionStart;t.setRangeText("",a-r.length,a,"end"),e.type(`${r}
`)})}var Q="turn",le="left",ni=5*6e4,fe=c("unclearEnter"),It=class{#t;#n;#s;#e;#i;#a;#d;#h;#r;#o;#c="";#u=!1;#l=0;#f=!1;#p=!1;#m=[];#k=!1;#g;#w="";#b;constructor(t,{
settings:e,session:s,station:i,keys:o,held:r,turned:a}){this.#t=t,this.#n=e,this.#s=s,this.#e=i,this.#i=i.checks,this.#a=o,this.#d=r,this.#h=a;let{patronBarcode:h,
itemBarcode:d,itemBarcode2:l,callNumber:f,patronName:u,textarea:w}=t;this.#o=new Nt([h,d,l],Object.values(o).filter(Boolean),{scanned:(k,m,O)=>this.#I(k,m,O),enter:(k,m)=>this.#F(
k,m),pressed:(k,m)=>this.#W(k,m),ignored:k=>i.announce(c("keyWithinScan",{key:k}),"look"),taken:(k,m)=>this.#z(k,m),isDone:k=>k===h&&this.#c!==""&&k.value===this.#w,
senseOf:(k,m)=>this.#K(k,m)}),this.#r=new Rt(t.library,{settings:e,session:s},this.#o),as({fields:[f,u].filter(Boolean),lines:w},this.#o,k=>this.#i.isOrdinary(k),
()=>this.#o.focus(d)),h.addEventListener("click",()=>this.#o.focus(h)),h.addEventListener("input",()=>{h.value!==this.#w&&(this.#u=this.#u||this.#c!=="",this.#v(
""))}),addEventListener("pagehide",()=>s.get(Q)&&s.set(le,String(Date.now()))),addEventListener("pageshow",()=>s.set(le,"")),this.#U(t.checkoutbutton,d),this.#U(
t.checkinbutton,l),t.addEventListener("click",({target:k})=>{k instanceof Element&&k.closest("button")&&!k.closest("tbody, .correction")&&!Pt(document.activeElement)&&
this.#o.back()})}get library(){return this.#r.code}get fixedLibrary(){return this.#r.fixed}get libraryName(){return this.#r.name}get hasText(){return this.#o.hasUnsent}flush(){
this.#o.endAll()}restore(){let[t,e]=[N(this.#s,Q),this.#n.get(Q)],s=Math.abs(Date.now()-Number(this.#s.get(le)))<ni;if(t&&s){let{patron:o,shown:r,began:a,isLetThrough:h}=t;
return this.#T(o,r,[],{began:a,isLetThrough:h}),!1}let{patron:i=""}=N(this.#n,Q,{});return this.#x(""),e?(this.#p=!0,this.#e.announce(c("patronUnfinished",{patron:i}),
"look"),this.#o.focus(this.#t.itemBarcode),!0):!1}begin(){this.#P(),this.#e.announce(c("readyToScan"),"")}get patron(){return this.#c}finish(){this.#o.endAll(),
this.#S()}#S(){let t=this.#c;this.#P(),t&&this.#e.hint(c("patronDone",{count:this.#e.countOf(t)}))}#v(t){this.#c=t,this.#h()}#x(t){this.#s.set(Q,t),this.#n.set(
Q,t)}back(){this.#o.back()}takeStray(t){let e=ue(t,s=>this.#i.isOrdinary(s));return e&&this.#o.type(`${e}
`),e!==""}correctLine(t){let{textarea:e}=this.#t;e.closest("details").open=!0;let s=e.value.split(`
`).filter(Boolean);s.includes(t)||(e.value=[...s,t,""].join(`
`)),e.focus()}async decide(t,e,s=Promise.resolve(e)){if(t==="discard"||t==="void")return this.#e.void(await s);if(t==="patron")return this.#R(e,s);this.#p=!0,ct(
e)&&e.began===this.#l&&e.patron===this.#c&&(this.#f=!0,this.#y()),await this.#e.accept([s],this.#$,t==="take"?e.guess:void 0)}async#R({guess:t,scanned:e="",item:s=""},i){
this.#O();let o=this.#i.patron(t||e||s),r=t||(o.problem==="no patron"?s:o.barcode)||s;this.#P(),this.#i.rememberPatron(r),this.#T(r,r,[]),await this.#e.remove(i)}#O(){
let{patronBarcode:t}=this.#t,e=this.#o.isUnsent(t);return e&&this.#o.end(t),e}#I(t,e,s){let{patronBarcode:i,itemBarcode:o}=this.#t;if(this.#g&&this.#D(),t===i)return this.#L(
e,s);let r=t===o?"L":"R";r==="L"&&this.#O(),this.#E(r,t,e,s)}#L(t,e){let{itemBarcode:s,patronBarcode:i}=this.#t;if(!e&&this.#c&&t===this.#w)return this.#o.focus(
s);this.#c&&(this.#m=[]),(this.#c||this.#u)&&this.#N(),this.#u=!1,this.#v(""),this.#w="",this.#p=!1,i.value="";let o=this.#i.patron(t),r=this.#M(o,e);if(!r)return this.#i.
rememberPatron(o.barcode),this.#T(o.barcode,t,o.taken);this.#x(""),this.#b=void 0;let{guess:a}=o;this.#e.hold(this.#C("L",o.barcode),{reason:r,scanned:t,offer:this.#A(
o),guess:a}),this.#o.focus(s)}#A(t){return qe(t.problem)?void 0:this.#i.isNone(t)&&!t.guess?"discard":"patron"}#N(){let{patronName:t,callNumber:e}=this.#t;for(let s of[
t,e])s&&(s.value="")}#y(){let t=this.#f;this.#x(JSON.stringify({patron:this.#c,shown:this.#w,began:this.#l,isLetThrough:t}))}#T(t,e,s,{began:i=Date.now(),isLetThrough:o=!1}={}){
let{patronBarcode:r,itemBarcode:a}=this.#t;this.#v(t),this.#w=e,this.#p=!1,r.value=e,this.#l=i,this.#f=o,this.#y();let h=c("patronChosen",{patron:t})+cs(s);this.#m.
length?this.#e.offer(h+this.#q(),()=>this.#_()):this.#e.announce(h,""),this.#o.focus(a)}#E(t,e,s,i){let{callNumber:o}=this.#t;e.value="",this.#p=!0,this.#b=void 0;
let r=t==="L"?this.#c:"",a=this.#i.item(t,s,r),h=this.#C(t,a.barcode),d=t==="L"&&this.#k;this.#k=!1;let l=this.#M(a,i)||ii(h)||(d?fe:"");if(t==="L"&&o&&(o.value=
""),this.#o.focus(e),!l)return this.#e.scan(h,cs(a.taken));let f=l===fe||this.#i.mayBePatron(a),u=f?"patron":void 0,w=this.#e.hold(h,{reason:l,scanned:s,offer:u,
guess:a.guess});l===rt&&this.#m.push(w),l===fe?this.#g=w:f&&this.#c&&this.#B()}#C(t,e){let{callNumber:s,patronName:i}=this.#t,o={library:this.#r.code,kind:t,item:e};
if(t==="R")return o;let r=this.#c?(i==null?void 0:i.value.trim())??"":"",a=this.#c?{began:this.#l,...this.#f&&{patronAccepted:!0}}:{};return{...o,patron:this.#c,
callNumber:(s==null?void 0:s.value.trim())??"",patronName:r,...a}}#M({problem:t},e){return e?c("cutByKey",{key:e}):t&&this.#i.words(t)}#F(t,e){let{patronBarcode:s,
itemBarcode:i}=this.#t,o=this.#j("Enter");t===i&&this.#O()||(t===i?(this.#S(),e&&(this.#b=o)):this.#e.announce(t===s?c("scanPatron"):c("scanItem"),""))}#B(){this.#c&&
(this.#m=[]),this.#D()}#P(){this.#B(),this.#b=void 0,this.#o.focus(this.#t.patronBarcode)}#D(){this.#N(),this.#t.patronBarcode.value="",this.#k=!1,this.#g=void 0,
this.#v(""),this.#w="",this.#x("")}async#W(t,e){let{check_out:s,check_in:i,accept:o}=this.#a;if(this.#b=void 0,t===s)this.#H(e);else if(t===i)this.#o.focus(this.#t.
itemBarcode2),this.#e.hint(c("checkIn"));else{let{offer:r,held:a,withId:h}=t===o?this.#e.latest:{};r?r():a?await this.decide(at(a),a,h):this.#d()}}#H(t){let e=this.#j(
this.#a.check_out);this.#c?this.finish():(this.#o.focus(this.#t.patronBarcode),this.#e.hint(c("checkOut"))),t&&(this.#b=e)}#q(){let[t,e,s]=[this.#m.length,this.#a.
accept,this.#c];if(t===0)return"";let i=this.library?"":` ${c("chooseLibraryFirst")}`,o=e?`${i} ${c("keyLendsOrphans",{count:t,key:e,patron:s})}`:"";return` ${c(
"orphansHeld",{count:t})}${o}`}async#_(){if(!this.library)return this.#e.offer(c("chooseLibraryFirst"),()=>this.#_());let t=this.#m;this.#m=[],this.#p=!0,await this.#e.
accept(t,this.#$)}get#$(){var e;let t=((e=this.#t.patronName)==null?void 0:e.value.trim())??"";return{library:this.#r.code,patron:this.#c,patronName:t}}#K(t,e){
var o;let{itemBarcode:s,itemBarcode2:i}=this.#t;return e===this.#a.accept||e===this.#a.held?"some":t!==s?e==="Enter"||t===i&&e===this.#a.check_in?"none":"some":
this.#p?"some":e===((o=this.#b)==null?void 0:o.key)?"none":"little"}#z(t,e){let s=this.#b;if(t==="Enter"&&this.#G(e),!e&&!this.#p&&this.#e.hint(c("keyAgain",{key:t})),
t!==(s==null?void 0:s.key)&&!(t==="LF"&&(s==null?void 0:s.key)==="Enter"))return;if(this.#b=void 0,t==="LF")return this.#c?void 0:this.#J(s);let[i,o]=[this.#c,this.#w];
if(!i)return;this.#P();let r=c("keyAfterBoth",{key:t}),a=s.field===this.#t.itemBarcode2?"R":"L";this.#e.hold(this.#C(a,i),{reason:r,scanned:o,offer:"patron"}),this.#o.
focus(this.#t.itemBarcode)}#G(t){let e=this.#g;this.#g=void 0,this.#k=!t&&this.#c!=="",e&&this.#e.accept([e],this.#$)}#j(t){let{patronName:e}=this.#t;return{key:t,
field:this.#o.last,patron:this.#c,shown:this.#w,name:(e==null?void 0:e.value)??""}}#J({field:t,patron:e,shown:s,name:i}){let{patronBarcode:o,patronName:r}=this.#t;
this.#v(e),this.#w=s,this.#p=!0,o.value=s,r&&(r.value=i),this.#o.focus(t)}#U(t,e){t.addEventListener("click",s=>{s.preventDefault();let i=Pt(document.activeElement),
o=i?this.#o.last:e;i&&s.detail===0||o.value.trim()?this.#o.end(o):this.#V(e)})}#V(t){let{patronBarcode:e,itemBarcode:s}=this.#t;if(t===s&&this.#O())return;let i=t===
s&&!this.#c&&this.#o.last!==s;this.#o.focus(i?e:t),this.#p||this.#e.hint(i?c("scanPatron"):c("scanItem"))}};function ii({library:n,kind:t,patron:e}){return t===
"L"&&!e?rt:n?"":c("noLibrary")}function cs(n){if(n.length===0)return"";let t=n.reduce((e,s)=>c("partsJoined",{first:e,second:s}));return` ${c("takenOff",{parts:t})}`}var hs="desk",oi=40,Ct=class{#t;#n;constructor(t,e,{ask:s,named:i}){this.#t=t,this.#n=e,t.addEventListener("click",()=>s(this.text,o=>{this.text=o,this.show(),i()}))}get text(){
return this.#n.get(hs)??""}set text(t){let e=t.replace(new RegExp("\\p{C}","gu"),"").trim();this.#n.set(hs,[...e].slice(0,oi).join(""))}show(t=0){let{text:e}=this,
s=e?t?c("nameTwice",{name:e}):e:c("nameDesk");this.#t.textContent!==s&&(this.#t.textContent=s),this.#t.classList.toggle("is-off",t>0)}};function pe(n,t,e){let s=document.createElement("a");s.href=URL.createObjectURL(new Blob([t],{type:e})),s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(
s.href),6e4)}var dt=4,me=5,ge=7,ri=[32,48,32,64],ai="---",W=n=>n.replace(new RegExp("^\\p{White_Space}+|\\p{White_Space}+$","gu"),""),$t=n=>W(n)==="",ds=n=>!new RegExp("\\p{W\
hite_Space}","u").test(n),us=n=>new RegExp("\\p{N}","u").test(n),ci=(n,t)=>[...n].length>t||/[\p{Cc}\p{Cs}\ufffd\u{10000}-\u{10ffff}]/u.test(n);function we(n,t){
let e=ui(n)??di(n);if(!e||e.slice(ge).some(Boolean)||e.length>ge&&!n.includes('"')&&e[dt]&&e[me])return;let[s,i="",o,r="",a="",h="",d=""]=e,l=hi(i);if(!(!l||o!==
"L"&&o!=="R"||!r||o==="L"&&!h)&&!(!s||s===ai||!t(s))&&![r,a,h,d].some((f,u)=>ci(f,ri[u])))return{library:s,time:l,kind:o,item:r,callNumber:a,patron:h,patronName:d}}
var $=({library:n,time:t,kind:e,item:s,patron:i})=>JSON.stringify([n,t,e,s,i]);function hi(n){if(!/^(\d{14}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.test(n))return;let t=n.
replace(/\D/g,""),e=D(t);return t>="1000"&&Number.isFinite(e)&&B(e)===t?t:void 0}function di(n){let t=[""],e="start";for(let s of n.replace(/[\r\n]/g,"�"))e===
"quoted"?s==='"'?e="quote":t[t.length-1]+=s:s===","?(t.push(""),e="start"):s==='"'&&e==="start"?e="quoted":(e=s==='"'&&e==="quote"?"quoted":"bare",t[t.length-1]+=
s);return e==="quoted"?void 0:t.map(W)}function ui(n){let t=n.split(",");if(!(t.length>ge&&!n.includes('"')&&!$t(t[dt]))||t.slice(dt).some(r=>/^[LR]$/.test(W(r))))
return;let s=W(t[2]),i=s==="L"?li(t):s==="R"?fi(t):-1;if(i<0)return;let o=(r,a)=>W(t.slice(r,a).join(","));return[...t.slice(0,dt).map(W),o(dt,i),o(i,i+1),o(i+1).
replace(/[, ]+$/,"")]}function li(n){let t=n.flatMap((r,a)=>a>=me&&/^\d+$/.test(W(r))?[a]:[]),[e]=t;if(t.length!==1||!ds(n[e]))return-1;let[s,i]=[n.slice(me,e),
n.slice(e+1)];return!s.some(r=>ds(r)&&us(r))&&!i.some(us)&&i.length>0&&!$t(i[0])?e:-1}function fi(n){let t=n.length-2;return n.slice(t).every($t)&&!$t(n[t-1])?t:
-1}var ke=3,Mt=n=>n.split(/\r\n?|\n/).map(t=>t.replace(/^[\s\u0085]+|[\s\u0085]+$/g,"")).filter(Boolean);function Bt(n){let t=v(n);return t.time&&t.item?$(t):n}function ls(n,t){
let[e,s]=[v(n),v(t)],i=Object.keys(s).filter(a=>s[a]),o=i.filter(a=>e[a]===s[a]),r=o.filter(a=>a==="time"||a==="item").length;return r===2||r===1&&o.length>=i.length-
1}function fs(n,t){let e=[...new Set(t)].filter(i=>!n.includes(i)),s=n.filter(i=>!t.includes(i));return t.filter(i=>{if(n.includes(i))return!0;let o=s.filter(a=>ls(
a,i)),r=e.filter(a=>o.some(h=>ls(h,a)));return o.length>0&&o.length>=r.length&&s.length<=e.length})}function ps(n,t){let e=n.flatMap(i=>{let o=v(i);return o.item?
t.line(o).map(r=>c("problemOf",{scanned:o.item,problem:t.words(r)})):[]}),s=e.length>ke?[c("moreProblems",{count:e.length-ke})]:[];return[...e.slice(0,ke),...s].
join(" ")}var pi=[["utf-16le",[255,254]],["utf-16be",[254,255]]];function mi(n){let[t]=pi.find(([,e])=>e.every((s,i)=>n[i]===s))??["utf-8"];try{return new TextDecoder(t,{
fatal:!0}).decode(n)}catch{return}}var gi=n=>/^\d{12}[LR]/.test(n)||/^"?Library"?[,;\t]"?Time"?[,;\t]/.test(n);function ms(n){let t=mi(n)??"",e=Mt(t);if(!(e.some(
o=>/^[LR]$/.test(v(o).kind))&&!e.some(gi)))return;let i=/[\r\n][\s\0]*$/.test(t)?"":e.pop();return{whole:e,cut:i}}var wi=80;function ki({time:n,kind:t,item:e,patron:s}){let i=" ".repeat(Math.max(0,wi-[...e].length));return`${n.slice(0,12)}${t}${e}${i}${t==="L"?s:""}\r
`}function bi(n,t){let e=D(t);return e-Y(n,e-Y(n,e))}function yi(n,t){let e=new Set,i=n.filter(r=>!e.has($(r))&&e.add($(r))).sort((r,a)=>r.time<a.time?-1:+(r.time>
a.time));return t.size<2?i:i.map(r=>({moment:bi(t.get(r.library)??t.get("")??[],r.time),record:r})).sort((r,a)=>r.moment-a.moment).map(({record:r})=>r)}function gs(n,t,e){
let s=new Map;for(let i of yi(n,t)){let o=e?i.library:"";s.set(o,(s.get(o)??"")+ki(i))}return[...s].map(([i,o])=>({library:i,text:o}))}function be(n,t){let e=t.
replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/,"$1-$2-$3_$4");return`${n&&`${n}_`}${e}.dat`}var vi=n=>n.map(({id:t})=>t),ws=({raw:n=""})=>we(n,()=>!0);async function ks(n,t,e){let s=await n.all(),i=s.filter(({state:u})=>u==="voiding").map(({raw:u})=>u),
o=s.filter(({state:u,raw:w})=>u==="waiting"&&!i.includes(w)),r=xi(s.filter(T),t,e),h=(await n.update(vi(o),u=>{if(u.state!=="waiting")return u;let w=A(u,t),k=we(
w,m=>e.includes(m));return k?{...u,raw:w,state:"taken out",file:r(k)}:u})).flatMap(u=>u.after??[]),d=h.filter(T),l=d.every(u=>n.isStored(u));l||await ve(n,d);let f=new Set(
d.map(({file:u})=>u));return{isStored:l,files:l?ye(await n.all(),t).filter(({name:u})=>f.has(u)):[],count:d.length,refused:h.length-d.length,open:s.filter(z).length}}
function xi(n,t,e){let s=new Map;for(let a of n){let h=ws(a);h&&s.set($(h),a.file??"")}let i=[...s.values()],o=new Map,r=a=>{let h=t.now(a);for(;i.includes(be(a,
h));)h=B(D(h)+1e3);return be(a,h)};return a=>{let h=e.length>1?a.library:"",d=s.get($(a))??o.get(h)??r(h);return s.has($(a))||o.set(h,d),d}}function ye(n,t){var s;
let e=new Map;for(let i of n.filter(T)){let o=i.file??"",r=ws(i);e.has(o)||e.set(o,[]),r&&((s=e.get(o))==null||s.push(r))}return[...e].map(([i,o])=>{var r;return{
name:i,text:((r=gs(o,t.zones,!1)[0])==null?void 0:r.text)??""}})}async function ve(n,t){return ys(n,t,({file:e,...s})=>({...s,state:"waiting"}))}async function bs(n,t){
return ys(n,t,()=>null)}async function ys(n,t,e){let s=t.flatMap(({id:o})=>o===void 0?[]:[o]);return(await n.update(s,o=>T(o)?e(o):o)).filter(({before:o})=>T(o)).
length}var Oi="text/plain",Ti="application/octet-stream",Dt=class{#t;#n;#s;#e;#i=[];#a=()=>{};constructor(t,e,s,i,o){this.#s=t,this.#t=e,this.#n=i,this.#e=o,t.saveButton.
addEventListener("click",()=>this.#c(s)),t.openButton.addEventListener("click",()=>t.file.click()),t.file.addEventListener("change",()=>this.#u(t.file)),t.makeButton.
addEventListener("click",()=>this.#l()),t.againButton.addEventListener("click",()=>this.#f(ye(this.#i,s))),t.sendButton.addEventListener("click",r=>this.#h(r,()=>this.
askToSend(this.#i))),t.removeButton.addEventListener("click",r=>this.#h(r,()=>this.#d(this.#i))),t.yesButton.addEventListener("click",()=>this.#o(this.#a)),t.noButton.
addEventListener("click",()=>this.#o()),t.place.addEventListener("keydown",({key:r})=>r==="Escape"&&this.#o())}show(t){this.#i=t.filter(T);let e=this.#i.length;
this.#s.taken.hidden=this.#s.count.hidden=e===0,this.#s.count.textContent=c("takenOutHere",{count:e}),e===0&&!this.#s.place.hidden&&this.#o()}askToSend(t){this.#r(
c("askSend",{count:t.length}),c("answerSend"),async()=>{let e=await this.#t.whileNothingIsSent(s=>ve(s,t));this.#t.announce(c("sentAfterAll",{count:e}),""),await this.#t.
send()})}#d(t){this.#r(c("askRemove",{count:t.length}),c("answerRemove"),async()=>{let e=await this.#t.whileNothingIsSent(s=>bs(s,t));this.#t.announce(c("remove\
dHere",{count:e}),"")})}#h(t,e){t.stopPropagation(),e()}#r(t,e,s){let{place:i,question:o,yesButton:r,noButton:a}=this.#s;this.#a=s,o.textContent=t,r.textContent=
e,i.hidden=!1,a.focus()}#o(t){this.#s.place.hidden=!0,t==null||t(),this.#e()}async#c(t){let e=await this.#t.linesToSave();e.length===0?this.#t.announce(c("nothi\
ngToSave"),""):pe(`offline-circ-${t.now()}.txt`,`${e.join(`\r
`)}\r
`,Oi);let s=this.#t.held.length;s>0&&this.#t.announce(c("heldNotInFile",{count:s}),"look")}async#u(t){let[e]=t.files??[];if(!e)return;let s=await e.arrayBuffer().
catch(()=>{});t.value="";let i=s&&ms(new Uint8Array(s));i?(await this.#t.takeOver(i.whole),i.cut&&this.#t.announce(c("fileIsCut",{line:i.cut}),"look")):this.#t.
announce(c(s?"fileNotOfPage":"fileNotRead"),"not recorded")}async#l(){let{makeButton:t}=this.#s,e=t.textContent;t.disabled=!0,t.textContent=c("fileBeingMade");let s=this.#n;
try{let i=await this.#t.whileNothingIsSent((r,a)=>ks(r,a,s));this.#f(i.files);let o=i.isStored&&i.open+i.refused===0;this.#t.announce(Ei(i),i.isStored?o?"":"loo\
k":"not recorded")}finally{t.disabled=!1,t.textContent=e}}#f(t){for(let{name:e,text:s}of t)pe(e,s,Ti)}};function Ei({isStored:n,files:t,count:e,refused:s,open:i}){
if(!n)return c("fileNotMade");let o=t.map(({name:a})=>a).join(", "),r=[e?c("takenOut",{count:e,files:o}):c("nothingToTakeOut")];return s&&r.push(c("refusedNotIn\
File",{count:s})),i&&r.push(c("openNotInFile",{count:i})),r.join(" ")}var _t=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>(n%36).toString(36)).join("");function xe(n){try{return new BroadcastChannel(n)}catch{return}}
function vs(n,t,e){let s=n.get("tab"),i=/^[a-z0-9]{16}$/.test(s??""),o=_t(),r=()=>n.set("tab",s=_t());return i||r(),new Promise(a=>{if(t==null||t.addEventListener(
"message",({data:{asks:h,owned:d,by:l}})=>{h===s&&t.postMessage({owned:s,by:l}),!(d!==s||l!==o)&&(r(),e(),a())}),!i||!t)return a();t.postMessage({asks:s,by:o}),
setTimeout(a,400)})}var Si=2e4,xs=1e3,Li=1e4,Os=3,Oe="workstation",ut={sound:"sound tested",scanner:"scanned",practice:"practised"};function Te(n,t){n.set(ut[t],String(Date.now()))}
var Ut=class{#t;#n;#s;#e;#i;#a;#d=[];#h="";#r;#o=!1;#c=!1;#u=!1;#l=!1;#f=Os;#p={offline:"no",storage:"temporary"};constructor({settings:t,session:e,page:s,fixed:i,
facts:o,named:r}){this.#t=t,this.#n=e,this.#s=s,this.#e=i,this.#i=o,this.#a=r,t.get(Oe)||t.set(Oe,_t())}start(){this.#o=!0,this.beat(!0),setInterval(()=>this.beat(
++this.#f>=Os),Si),this.#s.addEventListener("visibilitychange",()=>this.beat()),addEventListener("pagehide",()=>this.#k()),addEventListener("pageshow",({persisted:t})=>t&&
this.beat(!0))}show(t){this.#d=t,!(!this.#o||this.#w()===this.#h)&&(this.#r=this.#r??setTimeout(()=>{this.#r=void 0,this.#w()!==this.#h&&this.beat()},xs))}async beat(t=!1){
if(this.#o&&(this.#u=!0,this.#l=this.#l||t,!this.#c)){this.#c=!0;try{for(;this.#u;)await this.#m()}finally{this.#c=!1}}}async#m(){let t=this.#l;this.#u=!1,this.#l=
!1,clearTimeout(this.#r),this.#r=void 0;let e=this.#i().then(d=>{this.#p=d});await Promise.race([e,new Promise(d=>setTimeout(d,xs))]);let s=this.#w(),i=new URLSearchParams(
{...this.#b(),...t&&{asks:"1"}}),o=new AbortController;setTimeout(()=>o.abort(),Li);let{signal:r}=o,a=await fetch("heartbeat.php",{method:"POST",headers:{Accept:"\
application/json"},body:i,signal:r}).catch(()=>{});if(!(a!=null&&a.ok))return;this.#h=s;let{same_name:h}=await a.json().catch(()=>({}));t&&(this.#f=0,this.#a(Number(
h??0)))}#k(){var t;(t=navigator.sendBeacon)==null||t.call(navigator,"heartbeat.php",new URLSearchParams({...this.#b(),leaving:"1"})),this.#h=""}#g(){let[t,e,s]=[
L,z,T].map(i=>this.#d.filter(i));return{waiting:t,held:e,taken:s}}#w(){let{waiting:t,held:e,taken:s}=this.#g();return`${t.length} ${e.length} ${s.length}`}#b(){
let{waiting:t,held:e,taken:s}=this.#g(),i=[...t,...e,...s].flatMap(({epoch:a})=>a===void 0?[]:[a]),o=a=>Number(this.#t.get(a)),r={sound:o(ut.sound),scanner:Math.
max(o(ut.scanner),o(ut.practice)),practice:o(ut.practice)};return{workstation:this.#t.get(Oe)??"",tab:this.#n.get("tab")??"",desk:this.#t.get("desk")??"",waiting:String(
t.length),held:String(e.length),taken:String(s.length),...this.#s.hidden&&{hidden:"1"},age:jt(Math.min(...i)),now:String(Date.now()),...this.#e,...this.#p,sound:jt(
r.sound),scanner:jt(r.scanner),practice:jt(r.practice)}}};function jt(n){return!n||!Number.isFinite(n)?"":String(Math.max(0,Math.round((Date.now()-n)/1e3)))}async function Ts(n){
var e,s;let t=await((s=(e=navigator.storage)==null?void 0:e.persisted)==null?void 0:s.call(e).catch(()=>!1))?"persistent":"temporary";return{offline:await Ni()?
"yes":"no",storage:n?t:"none"}}async function Ni(){var t;let n=await((t=navigator.serviceWorker)==null?void 0:t.getRegistration().catch(()=>{}));return n!=null&&
n.active?await caches.match(new URL("index.php",location.href).href).catch(()=>{})!==void 0:!1}function Es(n,t){let e=new ResizeObserver(()=>{document.documentElement.style.setProperty("--card",`${n.offsetHeight}px`),document.activeElement instanceof HTMLInputElement&&
document.activeElement.scrollIntoView({block:"nearest"})});e.observe(n),e.observe(t)}var Ai=20,Ee="latest",Ft=class{#t;#n;constructor(t,e){this.#t=t,this.#n=e}get today(){let t=N(this.#t,Ee),e=this.#n.now().slice(0,8);return(t==null?void 0:t.day)===
e?t:{day:e,L:0,R:0,latest:[]}}#s(t){this.#t.set(Ee,JSON.stringify({...t,latest:t.latest.slice(0,Ai)}))}get loans(){return this.today.loans??[]}keepLoans(t){let{
today:e}=this,s=t.filter(({time:o,library:r})=>(o==null?void 0:o.slice(0,8))===this.#n.now(r).slice(0,8));JSON.stringify(s)!==JSON.stringify(e.loans??[])&&this.#s(
{...e,loans:s})}clear(){this.#t.set(Ee,"null")}get leaving(){return this.today.leaving??[]}set leaving(t){this.#s({...this.today,leaving:t})}recorded(t){let{leaving:e,
...s}=this.today,i=E(this.#n.now());for(let{raw:o="",epoch:r,desk:a}of t){let h=v(o),d=h.kind;d in s&&(s[d]+=1),s.latest.unshift({...h,kind:d,raw:o,epoch:r,desk:a,
state:"recorded",at:i})}this.#s(s)}mark(t,e){let{today:s}=this,i=s.latest.find(o=>o.raw===t&&o.state!=="voided");i&&(e==="voided"&&i.kind&&i.kind in s&&(s[i.kind]-=
1),i.state=e,this.#s(s))}find(t){return this.today.latest.find(e=>e.raw===t.raw||C(e,t))}};var lt=20,Pi=50,Ls={shapes:40,heads:20},Ri=500,Ii=.98,Se=()=>({n:0,shapes:{}}),Ns="short number";function H(n){if(/^\d{1,6}$/.test(n))return{shape:Ns,heads:[String(
n.length)]};if(/ /.test(n)||/^[A-Za-z]+$/.test(n))return{shape:"text",heads:[]};let e=[...n].map(Ci).slice(0,-1).join(""),i=!/[Aa]/.test(e)&&/[0-9X]$/.test(n)?"\
9":"?";return{shape:e+i,heads:$i(n,e+i)}}function Ci(n){return/[0-9]/.test(n)?"9":/[A-Z]/.test(n)?"A":/[a-z]/.test(n)?"a":n}function $i(n,t){var s;let e=(s=/^[A-Za-z]{1,4}/.
exec(n))==null?void 0:s[0];return e?[e]:/^9{14}$/.test(t)?[n[0],n.slice(0,5)]:[n[0]]}function As(n,t,e=1){let{shape:s,heads:i}=H(t),o=n.shapes[s]??{n:0,heads:{},
checks:{}};n.shapes[s]=o,n.n+=e,o.n+=e;for(let r of i)Ss(o.heads,r,e);for(let[r,a]of Object.entries(te))a(t)&&Ss(o.checks,r,e);o.n<=0&&delete n.shapes[s]}function Ss(n,t,e){
n[t]=(n[t]??0)+e,n[t]<=0&&delete n[t]}function Ps(n,t){let e=t.map(({tally:a})=>a),s=Math.max(...e.map(a=>a.n));if(s<lt||Mi(e,s))return"";let{shape:i,heads:o}=H(
n);return!t.some(({tally:a,least:h})=>{var d;return Rs((d=a.shapes[i])==null?void 0:d.n,h,a.n)})||o.some(a=>!Bi(a,i,t))?"shape":_i(n,i,e)?"check digit":""}var Rs=(n=0,t,e)=>n>=
Math.max(t,e/Ri);function Mi(n,t){let e=Is(n.map(({shapes:i})=>Object.entries(i).map(([o,r])=>[o,r.n]))),s=[...e.values()].filter(i=>i===1).length;return e.size>
Math.min(t/5,Ls.shapes)||s>t/20}function Is(n){let t=new Map;for(let[e,s]of n.flat())t.set(e,Math.max(s,t.get(e)??0));return t}function Bi(n,t,e){let s=Math.max(
...e.map(({tally:r})=>{var a;return((a=r.shapes[t])==null?void 0:a.n)??0})),i=Is(e.map(({tally:r})=>Di(n,t,r)));return!(t===Ns?s>=Pi&&i.size===1:s>=lt&&i.size<=
Math.min(s/10,Ls.heads))||e.some(({tally:r,least:a})=>{let h=r.shapes[t];return h!==void 0&&Rs(h.heads[n],a,h.n)})}function Di(n,t,e){var i;return Object.entries(
((i=e.shapes[t])==null?void 0:i.heads)??{}).filter(([o])=>o.length===n.length||/^[A-Za-z]/.test(n))}function _i(n,t,e){let s=e.map(({shapes:i})=>i[t]).sort((i,o)=>((o==
null?void 0:o.n)??0)-((i==null?void 0:i.n)??0))[0];return!s||s.n<lt?!1:Object.entries(te).some(([i,o])=>(s.checks[i]??0)>=Ii*s.n&&!o(n))}var Le="shapes",Cs="shapes of the server",$s="odd shapes",Ne="roles",ji=2,Ui=100;function Wt(n){let{n:t,shapes:e}=n??{};return typeof t=="number"&&typeof e=="ob\
ject"&&e!==null}var Ht=class{#t;#n;#s;constructor(t,e,s){this.#t=t,this.#n=e,this.#s=s}learn(t){!Wt(t==null?void 0:t.items)||!Wt(t==null?void 0:t.patrons)||this.#t.
set(Cs,JSON.stringify({item:t.items,patron:t.patrons}))}oddity(t,e){return Ps(e,this.#e(t))}isOrdinary(t,e){let{shape:s}=H(e);return this.#e(t).some(({tally:o,least:r})=>{
var a;return o.n>=lt&&(((a=o.shapes[s])==null?void 0:a.n)??0)>=r})&&this.oddity(t,e)===""}hasSeenLike(t,e){let{shape:s,heads:i}=H(e);return this.#e(t).some(({tally:o})=>{
let r=o.shapes[s];return r!==void 0&&i.every(a=>a in r.heads)})}remember(t,e){this.noteRole(t,e);let{shape:s,heads:i}=H(e),o=[t,s,...i].join(" "),r=N(this.#t,$s,
[]);r.includes(o)||this.oddity(t,e)!=="shape"?this.#a(t,e,1):this.#t.set($s,JSON.stringify([...r,o].slice(-Ui)))}noteRole(t,e){let s=this.#d;s[t].includes(e)||(s[t].
push(e),this.#n.set(Ne,JSON.stringify(s)))}forget(t,e){this.#a(t,e,-1);let s=this.#d;s[t]=s[t].filter(i=>i!==e),this.#n.set(Ne,JSON.stringify(s))}wasOnly(t,e){let s=this.#d;
return s[t].includes(e)&&!s[t==="item"?"patron":"item"].includes(e)}#e(t){return[{tally:this.#i(Le)[t],least:1},{tally:this.#i(Cs)[t],least:ji}]}#i(t){let e=N(this.#t,
t,{});return{item:Wt(e.item)?e.item:Se(),patron:Wt(e.patron)?e.patron:Se()}}#a(t,e,s){let i=this.#i(Le);s<0&&!i[t].shapes[H(e).shape]||(As(i[t],e,s),this.#t.set(
Le,JSON.stringify(i)))}get#d(){let t=this.#s.now().slice(0,8),e=N(this.#n,Ne,{});return e.day===t?e:{day:t,item:[],patron:[]}}};var Ms=50,Fi=1e4,Bs={waiting:{text:n=>st(n)?c("stateInPage"):c("stateKept"),actions:["void"]},rejected:{text:({reason:n=""})=>c("stateRejected",{reason:n}),actions:[
"correct","void"]},recorded:{text:({at:n=""})=>c("stateRecorded",{at:n}),actions:["void"]},"taken out":{text:()=>c("stateTakenOut"),actions:["send"]},voiding:{text:()=>c(
"stateVoiding"),actions:[]},voided:{text:()=>c("stateVoided"),actions:[]},"in a file":{text:()=>c("stateInFile"),actions:[]}};function Ae(n){let{state:t,reason:e=""}=n;
return t==="held"?{text:c("stateHeld",{reason:e}),actions:Tt(n)}:{text:Bs[t].text(n),actions:Bs[t].actions}}var qt=class{#t;#n;#s;#e;#i;#a;#d="";#h=[];#r;#o=!1;constructor({
body:t,counts:e,journal:s,clock:i,act:o,back:r}){this.#t=t,this.#n=e,this.#s=s,this.#e=i,this.#i=o,this.#a=r,t.addEventListener("keydown",({key:a})=>a==="Escape"&&
r()),this.#c()}#c(){let t=()=>{this.#r&&(clearTimeout(this.#r),this.#r=void 0,this.show(this.#h))};this.#t.addEventListener("pointerdown",()=>{clearTimeout(this.#r),
this.#r=setTimeout(t,Fi)}),document.addEventListener("click",t),document.addEventListener("pointercancel",t),document.addEventListener("pointerup",()=>setTimeout(
t))}show(t){if(this.#h=t,this.#r)return;let{L:e,R:s,latest:i}=this.#s.today,o=[...t].reverse(),r=(...l)=>o.filter(({state:f})=>l.includes(f)),a=[...r("held"),...r(
"waiting","rejected")],h=[...a,...r("taken out")].slice(0,Ms);this.#u([...h,...i].map(l=>this.#f(l)));let d=a.length-Ms;this.#n.textContent=c("countsToday",{loans:e,
returns:s})+(d>0?` ${c("olderNotShown",{count:d})}`:"")}#u(t){var r;let e=t.map(a=>a.outerHTML).join("");if(e===this.#d)return;this.#d=e;let{activeElement:s}=document,
i=s instanceof HTMLElement&&s.dataset.key;if(this.#t.replaceChildren(...t),(r=this.#t.closest(".scroll"))==null||r.classList.toggle("has-rows",t.length>0),!i)return;
let o=[...this.#t.querySelectorAll("button")].find(a=>a.dataset.key===i);o?o.focus({preventScroll:!0}):this.#l()}focusHeld(){let t=this.#t.querySelector(".is-he\
ld button");return t==null||t.focus(),t!==null}#l(){(!this.#o||!this.focusHeld())&&this.#a()}#f(t){let{text:e,actions:s}=Ae(t),i=document.createElement("tr");i.
className=`is-${t.state.replace(/ /g,"-")}`;let o=v(A(t,this.#e)),r=t.state==="held"&&t.scanned||o.item||t.raw||"",a={L:c("kindLoan"),R:c("kindReturn")}[o.kind]??
o.kind,h=[[e,t.reason?"wrap":""],[a,""],[r,o.item?"mono":"mono wrap"],[o.patron,"mono"],[[E(o.time),t.desk].filter(Boolean).join(" · "),""]];for(let[l,f]of h)Object.
assign(i.insertCell(),{textContent:l,className:f});let d=s.map(l=>{let f=Pe(l,t,r);return f.addEventListener("click",({detail:u})=>{this.#o=u===0,this.#i(l,t)}),
f});return i.insertCell().append(...d),i}};function Pe(n,t,e){let s=document.createElement("button");return s.type="button",s.className="small",s.textContent=ae(
n,t),s.setAttribute("aria-label",c("buttonOfItem",{button:ae(n,t),item:e})),s.dataset.key=`${n} ${t.epoch??t.raw} ${e}`,s}var j=Object.freeze({recorded:{sign:"✔",word:"toneRecorded",means:"toneRecordedMeans",type:"triangle",notes:[{frequency:740,start:0,length:.07},{frequency:1110,
start:.1,length:.07}]},look:{sign:"⚠",word:"toneLook",means:"toneLookMeans",type:"square",notes:[0,.2,.4].map(n=>({frequency:440,start:n,length:.12}))},"not r\
ecorded":{sign:"✖",word:"toneNotRecorded",means:"toneNotRecordedMeans",type:"sawtooth",notes:[{frequency:175,start:0,length:.8}]}}),Ds=.6,_s=.008,Wi=.15,Hi=1.5;
function js(n){let{start:t,length:e}=j[n].notes[j[n].notes.length-1];return t+e}var Kt=class{#t;#n;#s;#e;constructor(t){this.#t=t}get muted(){return this.#t.get(
"muted")==="yes"}set muted(t){this.#t.set("muted",t?"yes":"no")}wake(){if(!this.muted){try{this.#n=this.#n??new AudioContext,this.#n.state!=="running"&&this.#n.
resume().catch(()=>{})}catch{}return this.#n}}play(t){var e;(e=this.#e)==null||e.call(this,""),this.#e=void 0,this.#i(t)}async test(t){if(this.muted)return t(c(
"soundOffNoTest"));if(!this.wake())return t(c("soundImpossible"));this.#e=t;let e=Object.keys(j);for(let[s,i]of e.entries()){let{sign:o,word:r,means:a}=j[i];if(t(
c("toneTested",{number:s+1,all:e.length,sign:o,word:c(r),meaning:c(a)})),this.#i(i),await new Promise(h=>setTimeout(h,1e3*(js(i)+Hi))),this.#e!==t)return}t(c("s\
oundTested"))}#i(t){var o;let e=this.wake();if(!e)return;let s=e.currentTime;if(((o=this.#s)==null?void 0:o.name)===t&&this.#s.start>s)return;let i=this.#s?this.#s.
start+js(this.#s.name)+Wi:s;this.#s={name:t,start:Math.max(s,i)};for(let r of j[t].notes)qi(e,j[t].type,r,this.#s.start)}};function qi(n,t,{frequency:e,start:s,
length:i},o){let r=o+s,a=new OscillatorNode(n,{frequency:e,type:t}),h=new GainNode(n,{gain:0});h.gain.setValueAtTime(0,r),h.gain.linearRampToValueAtTime(Ds,r+_s),
h.gain.setValueAtTime(Ds,r+i-_s),h.gain.linearRampToValueAtTime(0,r+i),a.connect(h).connect(n.destination),a.start(r),a.stop(r+i)}var Ki=55,zi=20;function zt(n,t){let e=document.createElement("span");return e.className=n,e.textContent=t,e}var Gt=class{#t;#n;#s;#e;#i;#a;#d;#h;#r;#o;#c=[];constructor({
card:t,text:e,listed:s,state:i,actions:o,act:r,key:a},h,d){this.#t=t,this.#n=e,this.#s=s,this.#e=i,this.#i=o,this.#a=r,this.#d=a,this.#h=h,this.#r=d}announce(t,e,s){
this.#o=s,this.#t.className=e?`last is-${e.replace(" ","-")}`:"last";let i=zt(t.length>Ki?"what is-long":"what",t);if(e){let{sign:o,word:r}=j[e];this.#n.replaceChildren(
zt("sign",o)," ",zt("word",c(r)),zt("unseen",":")," ",i)}else this.#n.replaceChildren(i);this.#e.textContent="",this.#u(),this.#l([])}list(t,{title:e,callNumber:s,
name:i}){let o=[e,s,i].filter(Boolean).join(" · ");this.#c=[{entry:t,text:o},...this.#c].slice(0,zi),this.#u()}#u(){let t=this.#o&&this.#c.find(({entry:e})=>C(
e,this.#o));this.#s.textContent=(t==null?void 0:t.text)??"",this.#s.hidden=!t}show(t){let e=this.#o;if(!e)return;let s=t.find(o=>C(o,e))??this.#r.find(e);if(this.#l(
(s==null?void 0:s.state)==="held"?this.#f(s):[]),!s||s.state==="held")return;let i=E(s.time??this.#h.at(s.library??"",s.epoch));this.#e.textContent=c("lastState",
{time:i,state:Ae(s).text})}#l(t){this.#e.hidden=t.length>0,(!t.length||!this.#i.hasChildNodes())&&this.#i.replaceChildren(...t)}#f(t){let e=t.scanned??t.item??"";
return Tt(t).map((s,i)=>{let o=Pe(s,t,e);return o.removeAttribute("aria-label"),i===0&&this.#d&&o.append(" ",Object.assign(document.createElement("kbd"),{textContent:this.#d})),
o.addEventListener("click",()=>this.#a(s,t)),o})}};async function Us({box:n,text:t,button:e},s){if(!(s!=null&&s.persist))return;let i=()=>s.persist().catch(()=>!1),o=i();if(await s.persisted())return;let r=a=>{t.
textContent=a?c("keepsScans"):c("keepsRefused"),e.hidden=a};t.textContent=c("mayDelete"),n.hidden=!1,e.addEventListener("click",async()=>r(await i())),await o&&
r(!0)}var Jt=class{#t;#n;#s;#e;#i=()=>{};constructor({place:t,label:e,field:s,saveButton:i,cancelButton:o,back:r}){this.#t=t,this.#n=e,this.#s=s,this.#e=r,i.addEventListener(
"click",()=>this.#a(!0)),o.addEventListener("click",()=>this.#a(!1)),s.addEventListener("keydown",a=>{let h=a.key==="Enter"||a.key==="Tab"&&!a.shiftKey||de(a);a.
isComposing||!h&&a.key!=="Escape"||(a.preventDefault(),a.repeat||this.#a(h))})}open(t,e,s){this.#n.textContent=t,this.#i=s,this.#s.value=e,this.#t.hidden=!1,this.#s.
focus(),this.#s.select()}#a(t){let e=this.#s.value.trim();t&&!e||(this.#t.hidden=!0,this.#e(),t&&this.#i(e))}};var Fs=200,Gi=2e4,Ws=[1,2,4,8,15,30].map(n=>n*1e3),X=class extends Error{constructor(t,e){super(e),this.sending=t}};function ft(n){throw new X("unclear",n)}var Hs=n=>n.
map(({id:t})=>t),Vt=class{state="ok";#t;#n;#s;#e;#i;#a=0;#d;#h;#r=!1;#o=!1;constructor({queue:t,clock:e,alone:s,post:i=Ji,on:o}){this.#t=t,this.#n=e,this.#s=s,this.#e=
i,this.#i=o}sendNow(){return clearTimeout(this.#d),this.#h?(this.#r=!0,this.#h):(this.#h=this.#s(()=>this.#c()).catch(t=>this.#u(t)).finally(()=>{if(this.#h=void 0,
this.#i.change(),this.#r&&this.state==="ok")return this.sendNow()}),this.#h)}async pause(t){await this.#h;let e=await this.#t,s;return await this.#s(()=>(s=t(e)).
then(()=>{})),s}async#c(){try{do for(this.#r=!1,(!this.#o||!this.#n.usable)&&await this.#m([]),this.#o=!0;await this.#f(););while(this.#r);this.state="ok",(await(await this.#t).
all()).some(L)?this.#l():this.#a=0}catch(t){this.#u(t)}}#u(t){this.state=t instanceof X?t.sending:"unclear",this.state==="unclear"&&console.error(t),this.#o=!1,
this.#l()}#l(){let t=Ws[Math.min(this.#a++,Ws.length-1)];this.#d=setTimeout(()=>this.sendNow(),t*(.75+Math.random()/2))}async#f(){let e=(await(await this.#t).all()).
filter(L);if(e.length===0)return!1;let s=e.findIndex(({state:o})=>o==="voiding"),i=await(s===0?this.#k(e[0]):this.#p(e.slice(0,s<0?Fs:Math.min(s,Fs))));return this.#i.
change(),i}async#p(t){let e=await this.#t,s=await e.update(Hs(t),u=>u.state==="waiting"?{...u,raw:A(u,this.#n),tried:!0}:u),i=s.flatMap(({after:u})=>(u==null?void 0:
u.state)==="waiting"&&(u.time!==null||e.isStored(u))?[u]:[]);if(i.length===0)return s.length<t.length;this.#i.change();let o=await this.#m(i),r=new Map(i.map(({
id:u,raw:w})=>[u,w])),a=u=>u.raw===r.get(u.id)&&!T(u),h=i.filter(u=>!o.has(u.id));h.length&&this.#i.leaving(h);let l=(await e.update(Hs(i),u=>{var w;return a(u)?
((w=o.get(u.id))==null?void 0:w(u))??null:u})).flatMap(({before:u,after:w})=>w&&a(u)?[w]:[]),f=u=>l.filter(({state:w})=>w===u);return h.length&&this.#i.recorded(
h),f("rejected").length&&this.#i.rejected(f("rejected")),f("held").length&&this.#i.held(f("held")),!0}async#m(t){var O,Be;let e=t.flatMap(({item:y,accepted:S},et)=>y&&
!S?[et+1]:[]),s=t.flatMap(({patronAccepted:y},S)=>y?[S+1]:[]),o={textarea:t.map(y=>y.raw).join(`
`),check:e.join()};s.length&&(o.patron_accepted=s.join());let{body:r}=await this.#g("append.php",o),{recorded:a,already_recorded:h,rejected:d,held:l=[],listed:f=[],
server_time:u}=r;(typeof u!="string"||!Array.isArray(d))&&ft("not an answer of append.php");let w=new Map,k=(y,S)=>{let{id:et}=t[(y==null?void 0:y.line)-1]??ft(
"an answer about a line that was not sent");w.set(et,S)};for(let y of d)k(y,S=>({...S,state:"rejected",reason:String(y.reason)}));for(let y of l)k(y,S=>Yi(S,y));
let m=a+h+w.size;m!==t.length&&ft(`the answer is about ${m} of ${t.length} lines`);for(let{line:y,call_number:S="",title:et="",name:dn=""}of f)t[y-1]&&((Be=(O=this.#i).
listed)==null||Be.call(O,t[y-1],{callNumber:S,title:et,name:dn}));return w}async#k({id:t,raw:e=""}){let{status:s,body:i}=await this.#g("void.php",{textarea:e},[
400,404,409]);return(s===200?i.voided!==1:typeof i.error!="string")&&ft("not an answer of void.php"),await(await this.#t).update([t],()=>null),this.#i.voided(e,
s===409?"in a file":"voided"),!0}async#g(t,e,s=[]){let i=performance.now(),{status:o,text:r}=await this.#e(t,e).catch(d=>{throw new X("cut off",String(d))});if(!(o>=
200&&o<300)&&!s.includes(o))throw new X("refused",`status ${o}`);let h=Vi(r)??ft("not JSON");return h.server_time&&this.#n.learn(h,i),{status:o,body:h}}},qs=(n,t)=>async e=>{
let s=!1,i=()=>(s=!0,e());try{await(n?n.request(t,i):i())}catch(o){if(s)throw o;await e()}};async function Ji(n,t){let e=new AbortController,s=setTimeout(()=>e.
abort(),Gi);try{let i=await fetch(n,{method:"POST",headers:{Accept:"application/json"},body:new URLSearchParams(t),signal:e.signal,redirect:"error"});return{status:i.
status,text:await i.text()}}finally{clearTimeout(s)}}function Vi(n){try{return JSON.parse(n)}catch{return}}function Yi(n,{field:t,reason:e,hold:s}){let{tried:i,
...o}=n;if(o.accepted)return{...o,state:"waiting"};let r=Array.isArray(s)&&s.length?{hold:s.map(String)}:void 0,a=!r&&t==="item_barcode";return{...o,state:"held",
reason:String(e),...a&&{offer:"patron"},...r}}function pt(n="",t=""){let e=document.createElement("p");return e.textContent=n,e.className=t,e}function Ks(n,t,e,s){let{time:i,patronName:o}=t[t.length-1],r=document.
createElement("ol");for(let{item:a="",callNumber:h}of t){let d=document.createElement("li");d.textContent=h?`${a}  ${h}`:a,r.append(d)}n.replaceChildren(pt(e,"s\
lip-library"),pt(c("slipCount",{count:t.length})),pt(`${je(i??"")} ${E(i??"")}`),...o?[pt(o)]:[],r,...s?[pt(s)]:[]),document.body.classList.add("has-slip"),print()}var Zi=["shapes","shapes of the server","odd shapes","server clock","library","desk","muted"],Qi=1e3,Re=class extends V{#t;constructor(t,e){super(t,()=>sessionStorage),
this.#t=e}get(t){return super.get(t)??(Zi.includes(t)?this.#t.get(t):null)}};function Js(n,t){let e=Ve(n),s=new V(e,()=>localStorage);if(new URL(n).searchParams.
has("practice"))return Xi(e,s,t);let i=new V(e,()=>sessionStorage);return{site:e,settings:s,session:i,kept:oe(e),tell(){},isPractice:!1}}function Xi(n,t,{form:e,
mark:s,resend:i}){let o=`${n} practice`,r=new Re(o,t),a=r.get("begun")==="yes";a||Gs(o),r.set("begun","yes");let h=oe(o).then(async l=>(a||await zs(l),l));to(e,
s),eo(async l=>{let f=h.then(zs);await Promise.race([f,new Promise(u=>setTimeout(u,Qi))]),Gs(o),location.replace(l)});let d=import("./practice.js").then(({Practice:l})=>new l(
{form:e,session:r,real:t,fields:v,unsent:()=>Ze(n),resend:i}));return{site:o,settings:r,session:r,kept:h,post:async(l,f)=>(await d).server.post(l,f),tell:l=>{d.
then(l).catch(console.error)},isPractice:!0}}function to(n,t){let e=document.createElement("link");Object.assign(e,{rel:"stylesheet",href:"styles/practice.css"}),
document.head.append(e),document.documentElement.classList.add("practising"),t.hidden=!1,document.title=t.textContent??"";for(let s of[n.querySelector("#takeout"),
n.savebutton,n.openbutton])s.hidden=!0;n.action="index.php";for(let s of[n.checkoutbutton,n.checkinbutton,n.submitbutton])s.disabled=!1}function eo(n){addEventListener(
"keydown",t=>{if(t.key!=="Escape"||t.isComposing||so(t.target))return;t.preventDefault(),t.stopImmediatePropagation();let e=new URLSearchParams(location.search);
e.delete("practice"),n(e.toString()?`index.php?${e}`:"index.php")},{capture:!0}),document.addEventListener("click",t=>{let e=t.target instanceof Element&&t.target.
closest("a");!e||e.target||!e.protocol.startsWith("http")||(t.preventDefault(),n(e.href))})}async function zs(n){let t=await n.all();await n.update(t.map(({id:e})=>e),
()=>null)}function Gs(n){try{for(let t of Object.keys(sessionStorage))t.startsWith(`${n} `)&&sessionStorage.removeItem(t)}catch{}}var so=n=>n instanceof Element&&
n.closest(".correction")!==null;var no=3,io=2*6e4,Yt=class{checks;key;loans;#t;#n;#s;#e;#i;#a;#d;#h=[];#r;#o;#c=new Map;#u=0;#l=0;constructor({queue:t,clock:e,checks:s,desk:i=()=>"",key:o,journal:r,
alone:a,post:h,against:d=async()=>[],page:l}){this.checks=s,this.key=o,this.#t=t,this.#n=e,this.#s=i,this.#e=r,this.loans=r.loans,this.#i=d,this.#a=l,this.#d=new Vt(
{queue:t,clock:e,alone:a,post:h,on:{leaving:f=>r.leaving=f,recorded:f=>this.#N({recorded:f}),rejected:f=>this.#w(f),held:f=>this.#S(f),listed:(f,u)=>{var w;return(w=
l.listed)==null?void 0:w.call(l,f,u)},voided:(f,u)=>this.#N({voided:f,state:u}),change:()=>this.#y()}})}async start(){for(let{state:e,kind:s,item:i,library:o="",
time:r}of[...this.#e.today.latest].reverse())e==="recorded"&&s&&i&&this.checks.rememberEarlier(s,i,this.#n.ago(o,r??""));await this.#E();let t=this.#e.leaving.filter(
({raw:e})=>!this.#h.some(s=>s.raw===e));t.length&&this.#e.recorded(t);for(let{state:e,kind:s,item:i,epoch:o}of[...this.#h,...t])e==="waiting"&&s&&i&&o!==void 0&&
this.checks.rememberEarlier(s,i,Date.now()-o);await this.send()}send(){return this.#d.sendNow()}announce(t,e,s){this.#r=void 0,this.#o=void 0,(e==="look"||e==="\
not recorded")&&(this.#u+=1),this.#a.announce(t,e,s)}hint(t){!this.#r&&!this.#o&&this.#a.announce(t,"")}hear(t){return this.#A(t),this.#E()}scan(t,e=""){let s={
...t,...this.#g(t.library),state:"waiting"};this.#r=void 0,this.#O(s),this.#k([s],{text:Vs(s)+e})}hold(t,e){let s={...t,...e,...this.#g(t.library),state:"held"};
this.#f(s);let i=this.#k([s]).then(([o])=>({...s,id:o}));return this.#r={entry:s,withId:i},i}#f(t,e=""){this.announce(ss(t,this.key)+e,"look",t),this.#r={entry:t,
withId:Promise.resolve(t)}}offer(t,e){this.announce(t,"look"),this.#o=e}get latest(){var t,e;return{offer:this.#o,held:(t=this.#r)==null?void 0:t.entry,withId:(e=
this.#r)==null?void 0:e.withId}}countOf(t){var e;return((e=this.loans[0])==null?void 0:e.patron)===t?this.loans.length:0}get held(){return this.#h.filter(({state:t})=>t===
"held").reverse()}async accept(t,e,s){let i=this.#r,o=await Promise.all(t),r=await this.#t,a=o.flatMap(({id:m})=>m===void 0?[]:[m]),h=s===void 0?o.filter(ct):[],
l=(h.length?await r.all():[]).filter(m=>!a.includes(m.id)&&h.some(O=>es(O,m))),f="",u=await r.update([...a,...l.map(({id:m})=>m)],m=>{if(!a.includes(m.id))return ns(
m,e);if(m.state!=="held")return m;let O=ce(m,e,s);return f=Et(O),f?m:O});await this.#x(u);let w=u.flatMap(({before:m,after:O})=>m.state==="held"&&(O==null?void 0:
O.state)==="waiting"?[O]:[]);for(let m of w)this.#O(m);let k=i===this.#r;k&&w.length?this.announce(w.map(Vs).join(", "),"recorded",w[0]):k&&f&&(this.announce(f,
"not recorded"),i&&t.includes(i.withId)&&(this.#r=i)),await this.#T()}async correct(t,e){var f;let{kind:s="L",patron:i=""}=t,{barcode:o,problem:r,guess:a}=this.
checks.item(s,e,i);if(!r&&!Et({...t,item:o}))return this.accept([t],{library:"",patron:"",patronName:""},o);let h=await this.#t,d=r?this.checks.words(r):Et({...t,
item:o}),[l]=await h.update(t.id===void 0?[]:[t.id],u=>u.state==="held"?{...he(u,o),scanned:e,reason:d,guess:a}:u);return l&&await this.#x([l]),((f=l==null?void 0:
l.after)==null?void 0:f.state)==="held"&&this.#f(l.after),this.#y()}async remove(t){let{id:e}=await t,s=await this.#t;e!==void 0&&await s.update([e],i=>i.state===
"held"?null:i),await this.#y()}correctLine(t){this.#c.set(t.id,t),this.announce(c("correctLine"),""),this.#L(t.kind,t.item??"")}async void(t){this.#c.delete(t.id);
let e=t.item||v(t.raw??"").item||t.raw||"",s=await this.#v(t),i=t.state==="held"?c("itemDiscarded",{item:e}):c("itemVoided",{item:e});this.announce(s?i:c("itemT\
oBeVoided",{item:e}),""),t.state!=="held"&&this.#L(t.kind,e),await this.#T()}async submit(t){let e=Mt(t);if(e.length===0){let r=this.held.length;return r>0&&this.
announce(c("scansHeld",{count:r}),"look"),this.send()}let s=e.length,i=this.#m(e),o=i?c("linesToRecordOdd",{count:s,problems:i}):c("linesToRecord",{count:s});await this.#p(
e,{text:o,tone:i?"look":"recorded",replaced:this.#R(e)})}async takeOver(t){let s=[...await(await this.#t).all(),...this.#e.today.latest.filter(({state:d})=>d===
"recorded")],i=new Set(s.map(d=>Bt(A(d,this.#n)))),o=t.filter(d=>!i.has(Bt(d))&&i.add(Bt(d))),r=o.length,a=this.#m(o),h=[c("linesOfFile",{count:r,known:t.length-
r}),a].filter(Boolean).join(" ");await this.#p(o,{text:h,tone:a?"look":"recorded"})}async whileNothingIsSent(t){let e=await this.#d.pause(s=>t(s,this.#n));return await this.#y(),
e}#p(t,e){return this.#k(t.map(s=>({raw:s,state:"waiting"})),e)}#m(t){return ps(t,this.checks)}async linesToSave(){let t=await this.#t,e=await t.all(),s=e.filter(
({state:o})=>o==="voiding").map(({raw:o})=>o);return(await t.update(e.filter(({state:o})=>o==="waiting"||o==="rejected").map(({id:o})=>o),o=>({...o,raw:A(o,this.#n)}))).
map(({after:o})=>(o==null?void 0:o.raw)??"").filter(o=>!s.includes(o))}get hasUnsent(){let t=e=>e.state!=="taken out"&&(e.state!=="rejected"||st(e));return this.#l>
0||this.#h.some(t)}async#k(t,{text:e="",tone:s="recorded",replaced:i=[]}={}){let o=this.#u,r=t.length===1&&t[0].item?t[0]:void 0;this.#l+=t.length;let a=await this.#t,
h=await a.add(t);i.length&&await a.update(i,()=>null);let d=this.#y().then(()=>(this.#l-=t.length,this.send()));if((r==null?void 0:r.state)==="waiting"&&this.#b(
r,h[0],d).catch(console.error),e&&a.durable)o===this.#u&&this.announce(e,s,r);else if(e){await d;let l=(await a.all()).filter(({id:f})=>h.includes(f));if(l.some(
({state:f})=>f!=="waiting")||o!==this.#u)return h;l.length?this.announce(c("keepPageOpen",{what:e}),"not recorded",r):this.announce(e,s,r)}return h}#g(t=""){let e=this.#s();
return{time:this.#n.timeOfScan(t),epoch:Date.now(),...e&&{desk:e}}}#w(t){let e=t.slice(0,no).map(({item:s,raw:i="",reason:o=""})=>c("problemOf",{scanned:s||i,problem:o}));
this.announce([...e,c("seeLog")].join(" "),"not recorded")}async#b(t,e,s){var a;if(this.#d.state==="ok"&&await s,this.#d.state==="ok")return;let i=await this.#i(
t);if(i.length===0||Date.now()-(t.epoch??0)>io)return;let o=await this.#t,[r]=await o.update([e],h=>is(i,h));(r==null?void 0:r.before.state)!=="waiting"||((a=r.
after)==null?void 0:a.state)!=="held"||(this.#S([r.after]),await this.#y())}#S(t){for(let{kind:i,item:o=""}of t)this.#L(i,o);let[e]=t.slice(-1),s=t.length>1?` ${c(
"moreInLog",{count:t.length-1})}`:"";this.#f(e,s)}async#v(t){var r;let e=await this.#t,[s]=await e.update(t.id===void 0?[]:[t.id],a=>a.state==="waiting"&&a.tried?
a:null),i=(s==null?void 0:s.before.state)==="held"&&s.before.tried;if(s&&!s.after&&!i)return!0;let o=((r=(s==null?void 0:s.after)??(s==null?void 0:s.before)??this.#e.
find(t))==null?void 0:r.raw)??A(t,this.#n);return this.#e.mark(o,"voiding"),await e.add([{raw:o,state:"voiding"}]),!1}async#x(t){let e=t.filter(({before:s,after:i})=>s.
tried&&s.raw&&i&&i.raw!==s.raw);e.length&&await(await this.#t).add(e.map(({before:{raw:s}})=>({raw:s,state:"voiding"})))}#R(t){let e=[...this.#c.values()],s=fs(
t,e.map(({raw:i=""})=>i));return e.flatMap(({id:i,raw:o=""})=>s.includes(o)?(this.#c.delete(i),i===void 0?[]:[i]):[])}#O(t){var e,s;this.checks.remember(t.kind??
"",t.item??""),t.kind==="L"&&(((e=this.loans[0])==null?void 0:e.patron)!==t.patron&&t.accepted&&this.loans.length||(((s=this.loans[0])==null?void 0:s.patron)!==
t.patron&&(this.loans=[]),this.loans.push({...t,time:t.time??this.#n.at(t.library??"",t.epoch)})))}#I(){let t=this.#h.filter(st);this.#e.keepLoans(this.loans.filter(
e=>!t.some(s=>C(s,e))))}clear(){return this.loans=[],this.#e.clear(),this.#E()}#L(t,e){this.checks.forget(t,e),this.loans=this.loans.filter(s=>s.item!==e)}#A({recorded:t,
voided:e,state:s}){t&&this.#e.recorded(t),e!==void 0&&s&&this.#e.mark(e,s)}#N(t){this.#A(t),this.#a.broadcast(t)}#y(){return this.#a.broadcast({}),this.#E()}async#T(){
await this.#y(),await this.send()}async#E(){try{let t=await this.#t;this.#h=await t.all(),this.#I(),this.#a.show({entries:this.#h,sending:this.#d.state,durable:t.
durable,isTimeKnown:this.#n.usable,hasSlip:this.loans.length>0})}catch(t){console.error(t)}}},Vs=({kind:n,item:t="",patron:e=""})=>n==="L"?c("loanOf",{item:t,patron:e}):
c("returnOf",{item:t});if(!("replaceChildren"in Element.prototype))throw new Error("This browser is too old for the page's script.");var oo=10*6e4,ro="---",g=n=>document.getElementById(
n),p=g("mainform");De(p.patronBarcode);var tt=JSON.parse(p.dataset.settings),ao=[...p.library.options??[p.library]].map(({value:n})=>n),R=Js(location.href,{form:p,
mark:g("practice"),resend:()=>x.send()}),{site:Zt,settings:I,session:gt}=R,M=new Ot(I,()=>p.library.value),K=new Kt(I),Ce=new Ft(gt,M),co=new wt({connection:g("\
connection"),waiting:g("waiting"),time:g("clock")},M);Es(g("lastcard"),p.closest("main"));var $e=new Gt({card:g("lastcard"),text:g("last"),listed:g("lastlisted"),
state:g("laststate"),actions:g("lastactions"),act:(n,t)=>nn(n,t),key:tt.keys.accept},M,Ce),P=xe(Zt);function ho(n,t,e){$e.announce(n,t,e),R.tell(s=>s.announced(
n,t,e)),t&&K.play(t),e&&Te(I,"scanner")}var mt,Qs=!1;function uo(n){p.slipbutton.disabled=!n.hasSlip;let t=M.apart(b.library);(t==null?void 0:t.quarters)!==(mt==
null?void 0:mt.quarters)&&(mt=t),_e(g("banner"),n,mt),Qs=n.durable,co.show(n),Me.show(n.entries),$e.show(n.entries),rn.show(n.entries),on.show(n.entries),Xs(),R.
tell(e=>e.shown(n.entries))}function Xs(){let{patron:n}=b;R.tell(t=>t.turned(n)),g("turnpatron").textContent=n||c("noTurn"),g("turncount").textContent=n?c("item\
sLent",{count:x.countOf(n)}):c("scanCard"),g("turnpatron").closest(".turn").classList.toggle("is-on",n!==""),p.finishbutton.disabled=!n,p.library.classList.toggle(
"is-missing",!b.library)}var tn=new Ht(I,gt,M),x=new Yt({queue:R.kept,clock:M,journal:Ce,checks:new yt(tt,tn),desk:()=>Qt.text,key:tt.keys.accept,alone:qs(navigator.
locks,Zt),post:R.post,against:async n=>{var e;let t=n.time??M.at(n.library??"",n.epoch);return await((e=await q)==null?void 0:e.against(n,t.slice(0,8)))??[]},page:{
announce:ho,show:uo,listed:(n,t)=>$e.list(n,t),broadcast:n=>P==null?void 0:P.postMessage(n)}}),b=new It(p,{settings:I,session:gt,station:x,keys:tt.keys,turned:Xs,
held(){rn.focusHeld()||x.announce(c("noScanHeld"),"")}}),q;function en(){if(!R.isPractice)return q=q??import("./lists.js").then(({Lists:n})=>new n({say:c,place:g(
"lists"),settings:I,site:Zt,library:()=>b.library}),()=>q=void 0),q}I.get("lists")&&en();p.library.addEventListener("change",async()=>{var n;return(n=await q)==
null?void 0:n.renew()});var sn=new Jt({place:g("correction"),label:g("question"),field:p.corrected,saveButton:p.savecorrection,cancelButton:p.cancelcorrection,back:()=>b.
back()});function nn(n,t){if(n==="send")return on.askToSend([t]);if(n!=="correct")return b.decide(n,t);if(t.state==="held")return sn.open(c("correctBarcode"),t.
scanned??t.item??"",e=>x.correct(t,e));b.correctLine(t.raw??""),x.correctLine(t)}var on=new Dt({saveButton:p.savebutton,openButton:p.openbutton,file:g("savedfil\
e"),makeButton:p.takeoutbutton,taken:g("takenout"),count:g("takencount"),againButton:p.againbutton,sendButton:p.sendbutton,removeButton:p.removebutton,place:g("\
handover"),question:g("handoverquestion"),yesButton:p.yesbutton,noButton:p.nobutton},x,M,ao.filter(n=>n!==ro),()=>b.back()),rn=new qt({body:g("rows"),counts:g("\
counts"),journal:Ce,clock:M,back:()=>b.back(),act:nn}),Zs,Me=new Ut({settings:I,session:gt,page:document,fixed:{version:tt.version,mark:((Zs=p.mark)==null?void 0:
Zs.value)??""},facts:()=>Ts(Qs),named:n=>Qt.show(n)}),Qt=new Ct(g("desk"),I,{ask:(n,t)=>sn.open(c("deskQuestion"),n,e=>b.takeStray(e)||t(e)),named:()=>Me.beat(!0)});
p.addEventListener("submit",n=>{n.preventDefault(),b.flush();let t=p.textarea.value;p.textarea.value="",x.submit(t)});p.finishbutton.addEventListener("click",()=>b.
finish());p.slipbutton.addEventListener("click",()=>{x.loans.length&&Ks(g("slip"),x.loans,b.libraryName,tt.slip_text)});function an(){p.mutebutton.textContent=K.
muted?c("soundOff"):c("soundOn")}p.mutebutton.addEventListener("click",()=>{K.muted=!K.muted,an()});p.testsoundbutton.addEventListener("click",()=>{K.muted||Te(
I,"sound"),K.test(n=>{g("soundtest").textContent=n})});addEventListener("keydown",()=>K.wake(),{capture:!0});addEventListener("beforeunload",n=>{R.isPractice||!x.
hasUnsent&&!b.hasText||(n.preventDefault(),n.returnValue=c("scansWouldWait"))});addEventListener("online",()=>x.send());async function cn(){var e;let n=await fetch(
"shapes.php",{headers:{Accept:"application/json"}}).catch(()=>{}),t=n!=null&&n.ok?await n.json().catch(()=>{}):void 0;t&&(tn.learn(t),(t.lists||q&&t.lists!==null)&&
((e=await en())==null||e.learn(t.lists)))}setInterval(cn,oo);document.addEventListener("visibilitychange",()=>document.hidden||x.send());function hn(){var t;let n=(t=
document.activeElement)==null?void 0:t.closest(".mode");n&&(p.dataset.mode=n.classList.contains("in")?"in":"out")}p.addEventListener("focusin",hn);g("unscripted").
hidden=!0;an();var U=new URLSearchParams(location.search),Ys=U.get("desk");Ys!==null&&(Qt.text=Ys);Qt.show();for(let n of["recorded","already_recorded","at","ta\
ken_off","look"])U.delete(n);b.fixedLibrary?U.set("library",b.fixedLibrary):U.delete("library");history.replaceState(null,"",U.toString()?`?${U}`:location.pathname);
U.set("practice","");g("practicelink").search=String(U);g("practicelink").hidden=R.isPractice;Us({box:g("persistence"),text:g("persistencetext"),button:g("persi\
stbutton")},navigator.storage);P==null||P.addEventListener("message",({data:n})=>{n.asksForTurn?b.patron&&P.postMessage({hasTurn:!0}):n.hasTurn?(Ie&&!b.patron&&
b.begin(),Ie=!1):x.hear(n)});p.dataset.mode="out";hn();var Ie=b.restore();Ie&&(P==null||P.postMessage({asksForTurn:!0}));vs(gt,xe(`${Zt} tab`),()=>{x.clear(),b.
begin()}).then(()=>x.start()).then(()=>{var n;R.isPractice||Me.start(),cn(),(n=navigator.serviceWorker)==null||n.register("scripts/sw.js",{scope:"./"}).catch(()=>{})});
