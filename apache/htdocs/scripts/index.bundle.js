// Made by tests/scripts/bundle.mjs of index.js and what that imports: change those.
function Ue(n){let{activeElement:t,body:e}=document;if(t===n)return;let s=n.cloneNode();s.autofocus=!1,n.replaceWith(s),t===e&&s.focus()}var wn=Object.freeze({keepsNothing:"This browser keeps nothing: this is a private window, or its storage is full or switched off. Each scan is sent at once. Wai\
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
 the card again.",patronUnfinishedCheckIn:"Patron {patron} was not finished when the page was closed. Check In goes on. To lend, scan the card in Patron Barcode\
.",orphansHeld:{one:"1 item is held without a patron.",other:"{count} items are held without a patron."},keyLendsOrphans:{one:"{key} lends it to {patron}.",other:"\
{key} lends them to {patron}."},scanPatron:"Scan the patron's barcode.",scanItem:"Scan the item's barcode.",scanPatronFirst:"Scan the patron's barcode first.",chooseLibraryFirst:"\
Choose the library first.",keyWithinScan:"{key} does nothing in the middle of a scan. Press Enter first.",keyAgain:"Press {key} again if you mean it.",noScanHeld:"\
No scan is held.",scansHeld:{one:"1 scan is held and not recorded: see the Transaction Log.",other:"{count} scans are held and not recorded: see the Transaction\
 Log."},seeLog:"See the Transaction Log.",moreInLog:{one:"And 1 more: see the Transaction Log.",other:"And {count} more: see the Transaction Log."},correctLine:"\
Correct this record in the lines below, then press Submit Records.",itemDiscarded:"{item} is discarded.",itemVoided:"{item} is voided.",itemToBeVoided:"{item} w\
ill be voided.",linesToRecord:{one:"1 line to record",other:"{count} lines to record"},linesToRecordOdd:{one:"1 line to record. Look at it: {problems}",other:"{\
count} lines to record. Look at these: {problems}"},moreProblems:{one:"And 1 more.",other:"And {count} more."},heldNotInFile:{one:"The file does not have the 1 \
scan that is held.",other:"The file does not have the {count} scans that are held."},scansWouldWait:"Scans are waiting.",linesOfFile:{one:"1 line of the file to\
 record. Already here: {known}.",other:"{count} lines of the file to record. Already here: {known}."},fileIsCut:"The file ends in the middle of its last line, s\
o that scan is left out. Scan it once more: {line}",fileNotRead:"This file cannot be read. Copy it to this computer, and open the copy.",fileNotOfPage:"Save to \
a file did not make this file. Ask the supervisor to import it: Import Files of Other Stations (import.php).",fileBeingMade:"Making the file…",nothingToSave:"\
No scan is waiting, so there is nothing to save.",nothingToTakeOut:"No scan is waiting, so there is nothing to put into a file.",fileNotMade:"No file was made: \
this browser cannot store which scans are in it. Press Save to a file instead.",takenOut:{one:"1 scan is in a file for Alma. Give this to the supervisor: {files\
}.",other:"{count} scans are in a file for Alma. Give this to the supervisor: {files}."},openNotInFile:{one:"It does not have the 1 scan that is held or rejecte\
d.",other:"It does not have the {count} scans that are held or rejected."},refusedNotInFile:{one:"It does not have 1 line that the server would refuse. That lin\
e keeps waiting.",other:"It does not have {count} lines that the server would refuse. They keep waiting."},takenOutHere:{one:"1 scan from this computer is in a \
file for Alma, and will not be sent.",other:"{count} scans from this computer are in a file for Alma, and will not be sent."},askSend:{one:"Send 1 scan to the s\
erver after all? If somebody imports the file or loads it into Alma too, the scan counts twice.",other:"Send {count} scans to the server after all? If somebody \
imports the file or loads it into Alma too, they count twice."},askRemove:{one:"Has Alma loaded the file? Then remove 1 scan here. After that, you cannot make t\
he file again.",other:"Has Alma loaded the file? Then remove {count} scans here. After that, you cannot make the file again."},answerSend:"Send after all",answerRemove:"\
Remove",sentAfterAll:{one:"1 scan will be sent after all.",other:"{count} scans will be sent after all."},removedHere:{one:"1 scan is removed from this computer\
.",other:"{count} scans are removed from this computer."},problemOf:"{scanned}: {problem}",guessOf:"Did the scanner mean {guess}?",keyDiscards:"{key} discards i\
t.",keyMakesPatron:"{key} makes {patron} the next patron.",keyMakesThisPatron:"{key} makes this the next patron.",keyTakesGuess:"{key} records {guess} instead.",
keyLendsToNext:"{key} lends it to the next patron you scan.",keyRecords:"{key} records it anyway.",keyThenRecords:"Then {key} records it.",keyLetsPatron:"{key} \
lends it anyway, and this patron's other items too.",chooseInLog:"Choose what to do in the Transaction Log.",noPatron:"No patron.",noLibrary:"No library is chos\
en.",cutByKey:"{key} came in the middle of the scan.",keyAfterBoth:"{key} came right after this scan and the one before it, as if the scanner had sent it.",unclearEnter:"\
This may be an item or the next patron: Enter came right after the patron's scan.",otherVersion:"This comes from another version of this page.",isReadError:"The\
 scanner could not read it.",isStripe:"This is a card's magnetic stripe, not a barcode.",hasControl:"There is a control character in it.",hasCharacters:"No barc\
ode has such characters. The scanner and this computer may be set to different keyboards.",isIsbn:"This is the publisher's barcode (ISBN or ISSN), not the libra\
ry's.",isTwice:"The same barcode came twice in one scan.",isTwo:"These look like two barcodes in one scan.",isLong:"This is too long: a barcode has at most 32 c\
haracters.",hasAdded:"It still has characters in it that a scanner adds.",noPatronFound:"No patron barcode found.",notAnItem:"This does not look like an item's \
barcode.",isPatron:"This looks like a patron's barcode.",isItem:"This looks like an item's barcode.",oddItem:"This does not look like the items' barcodes record\
ed here.",oddPatron:"This does not look like the patrons' barcodes recorded here.",wrongCheckDigit:"The check digit of this barcode is wrong.",beginsNotWith2:"T\
his barcode should begin with 2.",beginsNotWith3:"This barcode should begin with 3.",ownPatron:"This is the patron's barcode.",wasPatron:"This was scanned as a \
patron's barcode today.",wasItem:"This was scanned as an item's barcode today.",unlistedItem:"This item is not in the list from Alma.",othersItem:"This item bel\
ongs to another library.",unlistedPatron:"This patron is not in the list from Alma.",isBlocked:"This patron is blocked in Alma.",isExpired:"This patron's accoun\
t expired. Its last day was {day}.",repeatOut:"This item was checked out just before.",repeatIn:"This item was checked in just before.",correctBarcode:"Correct \
the barcode",countsToday:"Recorded today at this desk: loans {loans}, returns {returns}.",olderNotShown:{one:"The list shows the latest scans. 1 older one is wa\
iting and not shown.",other:"The list shows the latest scans. {count} older ones are waiting and not shown."},stateHeld:"⚠ held, not recorded: {reason}",stateInPage:"\
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
Sent. The server is reading the lines…",sentRecording:"Sent. The server is recording…",pressToSee:"Press it to see what would be recorded now."}),kn=new Intl.
PluralRules("en");function c(n,...t){let e=t[0]??{},s=wn[n];return(typeof s=="string"?s:s[kn.select(Number(e.count))]??s.other).replace(/\{(\w+)\}/g,(o,r)=>String(
e[r]))}var bn=Object.freeze(["held","waiting","rejected","taken out","voiding","recorded","voided","in a file"]);function yn(n){return/[",]/.test(n)?`"${n.replace(/"/g,
'""')}"`:n}function ee({library:n,time:t,kind:e,item:s,callNumber:i,patron:o,patronName:r}){return[n,t,e,s,i,o,r].map(a=>yn(a??"")).join(",")}function O(n){let e=[
...(","+n).matchAll(/,(?:"((?:[^"]|"")*)"([^,]*)|([^,]*))/g)],[s="",i="",o="",r="",a="",h="",u=""]=e.map(([,l,f,d])=>(d===void 0?l.replace(/""/g,'"')+f:d).trim());
return{library:s,time:i.replace(/\D/g,""),kind:o,item:r,callNumber:a,patron:h,patronName:u}}function I(n,t){return n.raw??ee({...n,time:n.time??t.at(n.library??
"",n.epoch)})}function $(n,t){return n.epoch!==void 0&&n.epoch===(t==null?void 0:t.epoch)&&n.item===(t==null?void 0:t.item)}function je(n,t){return n.epoch!==void 0?
$(n,t):t.epoch===void 0&&t.raw===n.raw&&t.state===n.state}var N=({state:n})=>n==="waiting"||n==="voiding",z=({state:n})=>n==="held"||n==="rejected",T=({state:n})=>n===
"taken out",st=({id:n})=>typeof n=="string";function nt({void:n,...t}){return n?{...t,state:"voiding"}:bn.includes(t.state)?t:{...t,state:"held",reason:c("other\
Version")}}var vn={"cut off":"serverAway",refused:"serverRefuses",unclear:"serverUnclear"};function On({entries:n,sending:t,durable:e,isTimeKnown:s},i){let o=n.filter(N).length,
r=n.filter(z).length,a=[];e||a.push(c("keepsNothing")),t!=="ok"&&(a.push(c(vn[t])),o>0&&a.push(c("scansWaiting",{count:o})),a.push(e?c("keepScanning"):c("keepsT\
rying")),t==="unclear"&&a.push(c("reloadIfUnclear")),s||a.push(c("timeUnknown")));let h=n.filter(T).length;return h>0&&a.push(c("scansTakenOut",{count:h})),i&&a.
push(c("clocksApart",{workstation:i.workstation,server:i.server})),r>0&&a.push(c("scansNeedYou",{count:r})),a.join(" ")}function Fe(n,t,e){let s=On(t,e);n.textContent!==
s&&(n.textContent=s),n.hidden=s===""}function M(n){return new Date(n).toISOString().replace(/\D/g,"").slice(0,14)}function D(n){let t=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(n);if(!t)return NaN;
let[e,s,i,o,r,a]=t.slice(1).map(Number);return Date.UTC(e,s-1,i,o,r,a)}function We(n){return n.replace(/^(\d{4})(\d\d)(\d\d).*/,"$1-$2-$3")}function S(n){return n.
replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/,"$1:$2:$3")}var xn=2e3,Tn={ok:"connected","cut off":"cutOff",refused:"serverBusy",unclear:"serverOdd"},wt=class{#t;#n;#s;#e;constructor({connection:t,waiting:e,time:s},i){this.#t=
t,this.#n=e,this.#s=s,this.#e=i,setInterval(()=>this.#i(),xn)}#i(){let t=this.#e;this.#s.textContent=t.usable?S(t.now()).slice(0,5):"--:--"}show({entries:t,sending:e}){
this.#i(),this.#t.textContent=c(Tn[e]),this.#t.classList.toggle("is-off",e!=="ok");let s=t.filter(N).length;this.#n.textContent=c("waitingHere",{count:s}),this.#n.
classList.toggle("is-some",s>0)}};var En="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";function He(n){return/^\d{7,}$/.test(n)?[...n].reverse().reduce((e,s,i)=>{let o=Number(s)*(i%2?2:1);return e+
(o>9?o-9:o)},0)%10===0:!1}function Sn(n){return/^\d{6,}[0-9X]$/.test(n)?[...n].reverse().map(s=>s==="X"?10:Number(s)).reduce((s,i,o)=>s+i*(o+1),0)%11===0:!1}function Ln(n){
let t=[...n].map(s=>En.indexOf(s));if(t.length<5||t.includes(-1))return!1;let e=t.pop();return t.reduce((s,i)=>s+i,0)%43===e}var se=Object.freeze({mod10:He,mod11:Sn,
mod43:Ln}),qe=n=>n.length===14&&He(n);var ne={"read error":"isReadError",stripe:"isStripe",control:"hasControl",characters:"hasCharacters",isbn:"isIsbn",twice:"isTwice",two:"isTwo",long:"isLong"},Nn=/^\][A-Za-z][0-9A-Za-z]/,
An=/^(\*)([^*]+)(\*)$/,Pn=/^([A-Da-d])(\d{10,})([A-Da-d])$/;function J(n){var r;let t=((r=Nn.exec(n))==null?void 0:r[0])??"",e=n.slice(t.length).trim(),[,s="",i=e,
o=""]=An.exec(e)??Pn.exec(e)??[];return{barcode:i.trim(),taken:[t,s,o].filter(Boolean)}}var In=/^(?:<?NR>?|NO[ _-]?READ|BAD[ _-]?READ|READ[ _-]?ERR(?:OR)?|ERR(?:OR)?|\?+|[%;+]E\??(?:[%;+]E\??)*)$/i,
Rn=/^(?:%.*[?^]|;.*[?=]|\+.*\?)/,Cn=/^[ -~]*$/,Bn=/[\x00-\x1f\x7f-\x9f]/;function F(n,t=()=>!1){return Bn.test(n)?"control":In.test(n)?"read error":Rn.test(n)?"\
stripe":!Cn.test(n)||!/[0-9A-Za-z]/.test(n)?"characters":$n(n,t)?"twice":Mn(n)&&!t(n)?"isbn":n.length>32?"long":/^\d{20,}$/.test(n)&&!t(n)?"two":""}function Ke(n){
var t;return((t=/^(.{4,32}?)(?:[ *]*\1)+$/.exec(n))==null?void 0:t[1])??""}function $n(n,t){let e=Ke(n);return e.length>=6||e!==""&&!t(n)}function Mn(n){let t=n.
replace(/[ -]/g,"");return/^97[789]\d{10}(?:\d{2}|\d{5})?$/.test(t)?[...t.slice(0,13)].reduce((s,i,o)=>s+Number(i)*(o%2?3:1),0)%10===0:!1}var Dn=[`&é"'(-è_çà`,
`&é"'(§è!çà`,"+ěščřžýáíé","+ľščťžýáíé","!@#$%^&*()",'!"£$%^&*()','!"§$%&/()='],_n=[1632,1776,2406,65296],Un=/[\u2010-\u2015\u2212]/g;function jn(n){
let t=[...n].map(Fn).join("").replace(Un,"-");if(F(t)===""&&t!==n)return t;if(/\d/.test(t))return"";for(let e of Dn){let s=[...n].map(i=>e.includes(i)?String((e.
indexOf(i)+1)%10):i).join("");if(/^[0-9A-Za-z]+$/.test(s))return s}return""}function Fn(n){let t=n.codePointAt(0)??0,e=_n.find(s=>t>=s&&t<s+10);return e===void 0?
n:String(t-e)}function kt(n,t){return n==="twice"?Ke(t):n==="characters"?jn(t):""}var ze=Object.freeze({patron_pattern:"([0-9]+)",item_pattern:".*"}),Wn={...ne,added:"hasAdded","no patron":"noPatronFound","not an item":"notAnItem",patron:"isP\
atron",item:"isItem","odd item":"oddItem","odd patron":"oddPatron","check digit":"wrongCheckDigit","begins not with 2":"beginsNotWith2","begins not with 3":"beg\
insNotWith3","own patron":"ownPatron","was patron":"wasPatron","was item":"wasItem","repeat L":"repeatOut","repeat R":"repeatIn"},Hn={2:"patron",3:"item"};function bt(n){
try{return new RegExp(n)}catch{return}}var yt=class{#t;#n;#s;#e;#i;#c;#d;#h=new Map;constructor(t,e){var s,i;this.#t=t,this.#n=e,this.#d=t.patron_pattern!==ze.patron_pattern,
this.#s=bt(t.patron_pattern)??/(?!)/,this.#e=bt(`^(?:${t.item_pattern})$`)??/^.*$/,this.#c=(((i=(s=bt(`${t.item_pattern}|`))==null?void 0:s.exec(""))==null?void 0:
i.length)??1)>1,this.#i=t.item_pattern!==ze.item_pattern&&!this.#e.test("#")}patron(t){let e=this.#d?this.#a(t):this.#o(t);if(e.problem)return e;let{barcode:s}=e,
i=this.#w(t)||this.#w(J(t).barcode);return{...e,...this.#f("patron",s,i?"item":this.#u(s))}}item(t,e,s){let i=this.#r(e);if(i.problem)return i;let{barcode:o}=i,
r=s&&o===s?"own patron":this.#l(o),a=this.#f("item",o,r);return{...i,...a.problem?a:{problem:this.#g(t,o)}}}isNone({problem:t}){return t in ne}mayBePatron({barcode:t,
problem:e}){return e==="odd item"?this.#n.hasSeenLike("patron",t):e==="patron"||e==="was patron"}line({kind:t,item:e,patron:s}){let i=[this.#m("item",e,this.#l(
e))];if(t==="L"&&s){let o=this.#w(s)?"item":this.#u(s);i.push(this.#m("patron",s,o))}return i.filter(Boolean)}words(t){return c(Wn[t])}isOrdinary(t){return this.#n.
isOrdinary("item",t)||this.#n.isOrdinary("patron",t)}remember(t,e){this.#n.remember("item",e),this.#h.set(`${t} ${e}`,performance.now())}rememberEarlier(t,e,s){
this.#n.noteRole("item",e),this.#h.set(`${t} ${e}`,performance.now()-s)}rememberPatron(t){this.#n.remember("patron",t)}forget(t,e){this.#h.delete(`${t} ${e}`)&&
this.#n.forget("item",e)}#r(t){let e=J(t),s=this.#i?this.#e.exec(t):null,i=s??this.#e.exec(e.barcode),o=((i==null?void 0:i[1])||(s?t:e.barcode)).trim(),r=s?[]:e.
taken,a=F(o,u=>this.#n.isOrdinary("item",u)),h={barcode:o,taken:r,problem:a,guess:kt(a,o)};return this.#i?i?a==="control"||a==="read error"?h:{...h,problem:o.length>
32?"long":"",guess:""}:{...h,problem:a||"not an item"}:h}#o(t){var a;let{barcode:e,taken:s}=J(t),i=F(e,h=>this.#n.isOrdinary("patron",h));if(i)return{barcode:e,
taken:s,problem:i,guess:kt(i,e)};let o=((a=this.#s.exec(e))==null?void 0:a[1])??"";if(!o)return{barcode:e,taken:s,problem:"no patron",guess:""};let r=e.split(o,
2).filter(Boolean);return{barcode:o,taken:[...s,...r],problem:"",guess:""}}#a(t){var o,r;let e=J(t),s=(((o=this.#s.exec(t))==null?void 0:o[1])??((r=this.#s.exec(
e.barcode))==null?void 0:r[1])??"").trim();if(F(t)==="read error")return{barcode:t,taken:[],problem:"read error",guess:""};if(!s)return{barcode:t,taken:[],problem:"\
no patron",guess:""};let i=F(s,a=>this.#n.isOrdinary("patron",a));return{barcode:s,taken:[],problem:i,guess:kt(i,s)}}#u(t){return this.#n.wasOnly("item",t)?"was\
 item":this.#k(t,"2")}#l(t){return this.#n.wasOnly("patron",t)?"was patron":this.#b(t)?"patron":this.#k(t,"3")}#f(t,e,s){if(s)return{problem:s,guess:""};let i=this.#n.
oddity(t,e);if(i==="check digit")return{problem:this.#t.check_digit==="auto"?i:"",guess:""};if(i===""||t==="item"&&this.#i)return{problem:"",guess:""};let o=t===
"item"?"patron":"item";return this.#n.isOrdinary(o,e)?{problem:o,guess:""}:{problem:`odd ${t}`,guess:this.#p(t,e)}}#p(t,e){let s=[...e].map(i=>i===i.toUpperCase()?
i.toLowerCase():i.toUpperCase()).join("");return s!==e&&this.#n.isOrdinary(t,s)?s:""}#m(t,e,s){let i=t==="item"&&this.#i;if(i&&!this.#c&&!this.#e.test(e))return"\
not an item";if(!i&&J(e).barcode!==e)return"added";let o=F(e,a=>this.#n.isOrdinary(t,a));return(i&&!/^(control|read error|long)$/.test(o)?"":o)||this.#f(t,e,s).
problem}#g(t,e){let s=this.#h.get(`${t} ${e}`),i=this.#t.repeat_minutes*6e4;return s!==void 0&&performance.now()-s<i?`repeat ${t}`:""}#w(t){return this.#i&&this.#e.
test(t)}#b(t){if(!this.#d||this.#i)return!1;let e=bt(`^(?:${this.#t.patron_pattern})$`);return e!==void 0&&e.test(t)&&!e.test("#")}#k(t,e){return this.#t.check_digit!==
"codabar14"?"":qe(t)?t[0]===e?"":Hn[t[0]]??`begins not with ${e}`:"check digit"}},Je=n=>/^(patron|item|was patron|was item)$/.test(n);var oe="queue";var Ve=new WeakMap,it=class extends Error{},ot=class{#t;#n;#s;#e;constructor(t,e){this.#t=t,this.#n=e}async run(t,e,s=()=>{}){var r;let i,o=async()=>{let a=await this.#i();
return this.#c(async h=>{let u=await vt(a,t,l=>i=e(l,i),h);return h.aborted&&await vt(a,t,l=>s(l,u)),u},1e4)};try{return await o()}catch(a){if(a instanceof it||
a instanceof DOMException&&a.name==="QuotaExceededError")throw a;return(r=this.#s)==null||r.close(),this.#s=void 0,o()}}probe(){return this.#c(async()=>{let t=await Ge(
`${this.#t} probe`,[]);try{await vt(t,"readwrite",e=>e.add({text:"x".repeat(65536)})),await vt(t,"readwrite",e=>e.clear())}finally{t.close()}})}async#i(){return this.#s||
await this.#c(async()=>{this.#s=await Ge(this.#t,this.#n())}),this.#s}async#c(t,e=5e3){if(this.#e)throw new it;let s=new AbortController,i=t(s.signal).finally(()=>this.#e=
void 0);this.#e=i;let o,r=new Promise((a,h)=>{o=setTimeout(()=>{s.abort(),h(new it)},e)});try{return await Promise.race([i,r])}finally{clearTimeout(o)}}};function Ge(n,t){
return new Promise((e,s)=>{let i=indexedDB.open(n,1);i.onupgradeneeded=()=>{let o=i.result.createObjectStore(oe,{keyPath:"id",autoIncrement:!0});for(let r of t)
o.put(r)},i.onsuccess=()=>e(i.result),i.onerror=()=>s(i.error),i.onblocked=()=>s(new Error("blocked"))})}function vt(n,t,e,s){let i=n.transaction(oe,t,{durability:"\
strict"});return s==null||s.addEventListener("abort",()=>qn(i)),new Promise((o,r)=>{let a;i.oncomplete=()=>o(a),i.onabort=()=>r(Ve.get(i)??i.error),i.onerror=()=>r(
i.error);try{a=e(i.objectStore(oe))}catch(h){r(h),i.abort()}})}function qn(n){try{n.abort()}catch{}}function G(n,t){n.onsuccess=()=>{try{t(n.result)}catch(e){let s=n.
transaction;Ve.set(s,e),s.abort()}}}var Qe=n=>`offline-circ ${new URL(".",n).pathname}`,re=class{durable=!1;#t;#n=Promise.resolve();#s=new Map;#e=new Map;#i=new Map;#c=0;#d=new Map;constructor(t){
this.#t=new ot(t,()=>this.#o())}open(){return this.#h(()=>this.#l())}add(t,{mayBeThere:e=!1}={}){return this.#h(async()=>{if(!await this.#l())return this.#u(t);
try{let{ids:s}=await this.#t.run("readwrite",(i,o)=>e||o?Ze(i,t):zn(i,t),Ye);return t.forEach((i,o)=>this.#s.set(s[o],{...i,id:s[o]})),s}catch{return this.durable=
!1,this.#u(t)}})}all(){return this.#h(async()=>(await this.#l(),await this.#f(),[...this.#o(),...this.#i.values()].map(t=>({...t}))))}update(t,e){return this.#h(
async()=>{await this.#l();let s=t.filter(i=>!this.#i.has(i));return[...await this.#m(s,e),...this.#p(t,e)]})}isStored({id:t}){return t===void 0||!this.#e.has(this.#r(
t))}#h(t){let e=this.#n.then(t);return this.#n=e.then(()=>{},()=>{}),e}#r(t){return this.#d.get(t)??t}#o(){return[...this.#s].flatMap(([t,e])=>this.#e.get(t)??(this.#e.
has(t)?[]:e))}#a(t,e){e?this.#s.set(t,{...e,id:t}):this.#s.delete(t)}#u(t){return t.map(e=>{let s=`memory ${++this.#c}`;return this.#i.set(s,{...e,id:s}),s})}async#l(){
if(this.durable)return!0;let t=[...this.#i.values()];try{t.length===0&&this.#e.size===0&&await this.#t.probe();let{ids:e}=await this.#t.run("readwrite",s=>{for(let[
i,o]of this.#e)Kn(s,i,o);return Ze(s,t,!0)},Ye);for(let[s,i]of this.#e)this.#a(s,i);t.forEach((s,i)=>{this.#d.set(s.id,e[i]),this.#a(e[i],s)}),this.#e.clear(),this.#i.
clear(),this.durable=!0}catch{}return this.durable}async#f(){try{let{result:t}=await this.#t.run("readonly",e=>e.getAll());this.#s=new Map(t.map(e=>[e.id,nt(e)]))}catch{
this.durable=!1}}#p(t,e){let s=[];for(let i of t){let o=this.#i.get(i);if(!o)continue;let r=e({...o});r?this.#i.set(i,r):this.#i.delete(i),s.push({before:o,after:r})}
return s}async#m(t,e){try{let s=await this.#t.run("readwrite",(i,o)=>{let r=[];for(let a of t)G(i.get(this.#r(a)),h=>{let u=Jn(h,a,o)??this.#g(h,a,e);u&&(Xe(i,this.#r(
a),u.after),r.push(u))});return r});for(let{before:i,after:o}of s)this.#a(this.#r(i.id),o),this.#e.delete(this.#r(i.id));return s}catch{return this.durable=!1,this.#w(
t,e)}}#g(t,e,s){let i=this.#e.get(this.#r(e));if(t===void 0||i===null)return;let o={...i??nt(t),id:e};return{before:o,after:s({...o})}}async#w(t,e){await this.#f();
let s=[];for(let i of t){let o=this.#r(i),r=this.#g(this.#s.get(o),i,e);r&&(this.#e.set(o,r.after&&{...r.after,id:o}),s.push(r))}return s}};function Xe(n,t,e){e?
n.put({...e,id:t}):n.delete(t)}function Kn(n,t,e){G(n.get(t),s=>{s!==void 0&&Xe(n,t,e)})}function zn(n,t){let e=[];return t.forEach((s,i)=>G(n.add(s),o=>e[i]=Number(
o))),{ids:e,made:e}}function Ye(n,{made:t}){for(let e of t)n.delete(e)}function Ze(n,t,e=!1){let{ids:s,made:i}={ids:[],made:[]};return G(n.getAll(),o=>{t.forEach(
({id:r,...a},h)=>{let u=o.findIndex(f=>je(a,nt(f))),[l]=u<0?[]:o.splice(u,1);G(l?n.put(e?{...l,...a}:l):n.add(a),f=>{s[h]=Number(f),l||i.push(s[h])})})}),{ids:s,
made:i}}function Jn(n,t,e=[]){return e.find(({before:s,after:i})=>s.id===t&&i&&n&&JSON.stringify({...i,id:n.id})===JSON.stringify(n))}async function ae(n){let t=new re(
n);return await t.open(),t}async function ts(n){let{result:t}=await new ot(n,()=>[]).run("readonly",e=>e.getAll());return t.map(nt).filter(N).length}function E(n,t,e){
try{return JSON.parse(n.get(t)??"")??e}catch{return e}}var V=class{#t;#n;constructor(t,e){this.#n=t;try{this.#t=e(),this.#t.setItem(`${t} test`,"1")}catch{let s=new Map;
this.#t={getItem:i=>s.get(i)??null,setItem:(i,o)=>{s.set(i,o)}}}}get(t){return this.#t.getItem(`${this.#n} ${t}`)}set(t,e){try{this.#t.setItem(`${this.#n} ${t}`,
e)}catch{}}};function Y(n,t){let e=n.filter(([i])=>i*1e3<=t),[,s]=e[e.length-1]??n[0]??[0,0];return s*1e3}function Ot(n,t){for(let e=1;e<n.length;e++){let[s,i]=n[e],o=n[e-1][1],
[r,a]=[s-30,s+o-i];if(i<o&&r*1e3<=t&&t<a*1e3){let h=Math.floor((Math.floor(t/1e3)-r)*30/(a-r));return(r+o+h)*1e3}}return t+Y(n,t)}var es="server clock",Gn=5e3,Vn=2e3,Yn=2*36e5,Zn=60,ss=15*6e4,Qn=3*6e4,xt=class{#t;#n;#s=0;#e=0;#i;#c=!1;#d=Date.now()-performance.now();#h;constructor(t,e=()=>""){
this.#t=t,this.#i=e;let{ahead:s,zones:i}=E(t,es,{});this.#n=this.#d+(s??0),this.#h=new Map(Object.entries(i??{"":[[0,ns()/1e3]]}))}learn({server_time:t,not_before:e,
zones:s=Xn(t)},i){var h;let o=Date.parse(t);if(!Number.isFinite(o)||!((h=s[""])!=null&&h.length))return;this.#h=new Map(Object.entries(s));let r=performance.now();
if(this.usable&&r-i>Vn)return;this.#n=o-(i+r)/2,(!this.#c||this.#s-this.#r>Yn)&&(this.#s=0),this.#a(Date.parse(e??"")||0),this.#c=!0,this.#d=Date.now()-r;let a=Math.
round(this.#n-this.#d);this.#t.set(es,JSON.stringify({ahead:a,zones:s}))}get usable(){return this.#c&&Math.abs(Date.now()-performance.now()-this.#d)<Gn}get#r(){
return performance.now()+this.#n}get zones(){return this.#h}#o(t){return this.#h.get(t)??this.#h.get("")??[]}now(t=this.#i()){return this.#a(this.#r),M(Ot(this.#o(
t),this.#s))}#a(t){let e=performance.now()-this.#e;this.#s=Math.max(this.#s+e/Zn,t),this.#e+=e}timeOfScan(t){return this.#u(t)?this.now(t):null}#u(t){return this.
usable&&(t!==""||this.#h.size===1)}ago(t,e){return Ot(this.#o(t),this.#r)-D(e)}at(t,e=Date.now()){return M(Ot(this.#o(t),e+this.#r-Date.now()))}apart(t){if(!this.#u(
t))return;let[e,s]=[this.#r+Y(this.#o(t),this.#r),Date.now()+ns()],i=Math.round((e-s)/ss);if(i===0||Math.abs(e-s-i*ss)>Qn)return;let[o,r]=[s,e].map(a=>S(M(a)).slice(
0,5));return{quarters:i,workstation:o,server:r}}};function Xn(n){let[,t,e,s]=/([+-])(\d\d):(\d\d)$/.exec(n)??["","+","0","0"];return{"":[[0,+`${t}1`*(Number(e)*
3600+Number(s)*60)]]}}function ns(){return-new Date().getTimezoneOffset()*6e4}var rt=c("noPatron"),ti={patron:"buttonPatron",record:"buttonRecord",correct:"buttonCorrect",discard:"buttonDiscard",void:"buttonVoid",send:"buttonSend"};function at({
offer:n,guess:t}){return n==="discard"||n==="patron"?n:t?"take":"record"}var ce=["patron","blocked","expired"],ct=({hold:n=[]})=>n.some(t=>ce.includes(t)),is=(n,t)=>n.
began!==void 0&&n.began===t.began&&n.patron===t.patron;function Tt(n){let t=[at(n),"record","correct","discard"];return[...new Set(t)]}function he(n,{guess:t=""}){
return n==="take"?c("buttonTake",{guess:t}):n==="patron"&&t?c("buttonGuessPatron",{guess:t}):c(ti[n])}function ei(n,t){let{guess:e="",reason:s}=n,i=at(n);return i===
"discard"?c("keyDiscards",{key:t}):i==="take"?c("keyTakesGuess",{key:t,guess:e}):i==="patron"?e?c("keyMakesPatron",{key:t,patron:e}):c("keyMakesThisPatron",{key:t}):
ct(n)?c("keyLetsPatron",{key:t}):s===rt?c("keyLendsToNext",{key:t}):n.library?c("keyRecords",{key:t}):c("keyThenRecords",{key:t})}function os(n,t){let{scanned:e=n.
item??"",reason:s="",guess:i}=n,o=at(n),r=n.kind==="L"&&!n.patron&&o==="record"&&s!==rt,a=o==="record"||o==="take";return[c("problemOf",{scanned:e,problem:s}),...i?
[c("guessOf",{guess:i})]:[],...a&&!n.library?[c("chooseLibraryFirst")]:[],t&&!r?ei(n,t):c("chooseInLog")].join(" ")}function de(n,t,e){let{reason:s,scanned:i,offer:o,
guess:r,hold:a,...h}=e===void 0?n:ue(n,e),u=h.kind==="L",l=h.patron||(u?t.patron:""),f=h.patron||!u?h.patronName:t.patronName,d=!(a!=null&&a.length&&e!==void 0);
return{...h,library:h.library||t.library,patron:l,patronName:f,state:"waiting",...d&&{accepted:d}}}function rs(n,t){var e;return n.state==="held"&&((e=n.hold)!=
null&&e.every(s=>ce.includes(s)))?de(n,t):n.state==="held"||n.state==="waiting"?{...n,patronAccepted:!0}:n}function as(n,t){let e=n.filter(({kind:s})=>!(t.patronAccepted&&
ce.includes(s)));return t.state!=="waiting"||t.accepted||e.length===0?t:{...t,state:"held",hold:e.map(({kind:s})=>s),reason:e.map(({reason:s})=>s).join(" ")}}function ue({
tried:n,...t},e){let s=O(t.raw??""),i=t.raw&&ee({...s,kind:s.kind,item:e});return{...t,item:e,...i&&{raw:i}}}function Et({library:n,kind:t,patron:e}){return n?t===
"L"&&!e?c("scanPatronFirst"):"":c("chooseLibraryFirst")}var St=class{#t=!1;#n=new Set;#s=new Map;#e=new Map;#i=0;ended(){this.#t=!0,this.#n.clear()}interrupted(t){if(t&&this.#t){this.#i=this.#n.size?0:this.#i+1;for(let[
e,s]of this.#s)this.#n.has(e)||(this.#s.set(e,s-1),this.#e.delete(e))}this.#t=!1}judge(t,e){if(!this.#t)return"";let s=this.#s.get(t)??0,i=e==="none"||e==="litt\
le"&&this.#i<3,o=this.#n.has(t);if(o&&(this.#s.delete(t),this.#e.delete(t)),o||s<=0&&!i)return this.#t=!1,o?"":"after a scan";this.#n.add(t);let r=(this.#e.get(
t)??0)+1;return this.#e.set(t,r),this.#s.set(t,r>=3?2:1),r>=3?"suffix":"perhaps suffix"}};var At=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>n.length===1&&!t&&!e&&!s,ht=({ctrlKey:n,altKey:t,metaKey:e,shiftKey:s})=>n||t||e||s,Pt=n=>n instanceof Element&&n.
matches("input[type=text], textarea, select");function Lt(n){var e;let t=((e=/^Numpad(\d)$/.exec(n.code))==null?void 0:e[1])??"";return ht(n)||At(n)?"":t}var si=({
altKey:n,code:t})=>n&&/^Numpad\d$/.test(t),le=({key:n,ctrlKey:t,altKey:e})=>t&&!e&&/^[jm]$/i.test(n),ni=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>t&&!e&&!s&&n.length===
1&&!/[acvxyz0+=-]/i.test(n),ii=({isComposing:n,key:t})=>n||t==="Process",oi=({key:n,code:t})=>n==="Enter"||/Enter$/.test(t),Nt=class{last;#t;#n;#s;#e=new St;#i=new Map;#c=!1;constructor(t,e,s){
this.last=t[0],this.#t=t,this.#n=e,this.#s=s,addEventListener("focusin",({target:i})=>{this.last=this.#d(i)??this.last}),addEventListener("pointerdown",()=>this.#e.
interrupted(!1)),addEventListener("keydown",i=>this.#h(i));for(let i of t)i.addEventListener("input",()=>this.#f(i)),i.addEventListener("beforeinput",o=>this.#m(
i,o)),i.addEventListener("compositionend",()=>this.#o(i))}back(){this.focus(this.last)}focus(t){this.last=t,t.focus(),this.#s.isDone(t)?t.select():t.setSelectionRange(
t.value.length,t.value.length)}isUnsent(t){return t.value.trim()!==""&&!this.#s.isDone(t)}get hasUnsent(){return this.#t.some(t=>this.isUnsent(t))}endAll(){for(let t of this.#t)
this.isUnsent(t)&&this.end(t)}type(t){let e=t.split(/[\r\n\t]+/);e.forEach((s,i)=>{this.back(),s&&this.#p(this.last,s),i<e.length-1&&this.isUnsent(this.last)&&this.
end(this.last)})}end(t){let e=t.value.trim();if(!e){let i=this.#e.judge("Enter",this.#s.senseOf(t,"Enter"));/suffix/.test(i)?this.#s.taken("Enter",i==="suffix"):
this.#s.enter(t,i==="after a scan");return}let s=this.#i.get(t);this.#i.delete(t),this.#e.ended(),this.#s.scanned(t,e,s&&t.value.length>s.length?s.key:"")}#d(t){
return this.#t.find(e=>e===t)}#h(t){let e=this.#d(t.target);this.#c=t.isComposing&&oi(t),!(t.defaultPrevented||ii(t))&&(/^F\d+$/.test(t.key)?this.#u(t,e):e?this.#r(
t,e):this.#a(t))}#r(t,e){let s=Lt(t);if(t.key==="Enter"||le(t)){if(t.preventDefault(),t.repeat)return;if(t.key==="Enter"||e.value.trim())return this.end(e);this.#e.
interrupted(!1),this.#s.taken("LF",!0)}else if(t.key==="Tab"&&!ht(t)){if(!this.isUnsent(e))return;t.preventDefault(),this.end(e)}else s?(t.preventDefault(),this.#p(
e,s)):ni(t)&&this.isUnsent(e)&&(t.preventDefault(),this.#l(e,`Control+${t.key.toUpperCase()}`))}#o(t){let e=this.#c;this.#c=!1,e&&t.value.trim()&&this.end(t)}#a(t){
if(Pt(t.target))return;let e=Lt(t);(e||si(t)||At(t)&&t.key!==" ")&&this.back(),e&&(t.preventDefault(),this.#p(this.last,e))}#u(t,e){if(ht(t))return;let{key:s,target:i}=t,
o=e?this.isUnsent(e):i instanceof HTMLTextAreaElement||i instanceof HTMLInputElement&&i.value!=="",r=this.#n.includes(s);if((o||r||!/^F(5|11)$/.test(s))&&t.preventDefault(),
o)e&&this.#l(e,s);else if(r&&!t.repeat){let a=this.#e.judge(s,e?this.#s.senseOf(e,s):"some");/suffix/.test(a)?this.#s.taken(s,a==="suffix"):this.#s.pressed(s,a===
"after a scan")}}#l(t,e){this.#i.has(t)||this.#i.set(t,{key:e,length:t.value.length}),t.value.length>32?this.end(t):this.#s.ignored(e)}#f(t){t.value===""&&this.#i.
delete(t),this.#e.interrupted(!0)}#p(t,e){let{selectionStart:s,selectionEnd:i,value:o}=t;t.setRangeText(e,s??o.length,i??o.length,"end"),t.dispatchEvent(new Event(
"input",{bubbles:!0}))}#m(t,e){var i;let s=e.data??((i=e.dataTransfer)==null?void 0:i.getData("text/plain"))??"";/^insert(LineBreak|Paragraph)$/.test(e.inputType)?
(e.preventDefault(),this.end(t)):/[\r\n\t]/.test(s)&&(e.preventDefault(),this.type(s))}};var _="---",Z="library",cs="library of the address";function ri(n,t){let e=i=>t.some(o=>o.toLowerCase().startsWith(i)),s="";for(let i of n.toLowerCase())if(s=e(
s+i)?s+i:i,!e(s))return!1;return!0}var It=class{#t;#n;#s;#e;#i=!1;#c="";#d="";#h=!1;constructor(t,{settings:e,session:s},i){this.#t=t,this.#n=e,this.#s=s,this.#e=
i,this.restore(),t instanceof HTMLSelectElement&&(t.addEventListener("focus",()=>this.#o()),t.addEventListener("pointerdown",()=>this.#h=!0),t.addEventListener(
"change",()=>this.#a()),t.addEventListener("keydown",o=>this.#u(o,t)))}get code(){return this.#t.value===_?"":this.#t.value}get fixed(){return this.#i?this.code:
""}get name(){let t=this.#t;return t instanceof HTMLSelectElement?t.selectedOptions[0].text:t.dataset.name??""}restore(){let t=this.#t;if(!(t instanceof HTMLSelectElement))
return;let e=[...t.options],s=a=>a!==null&&e.some(({value:h})=>h===a);this.#r(new URLSearchParams(location.search),s);let i=this.#s.get(cs)??_;this.#i=i!==_&&s(
i);let o=this.#s.get(Z),r=this.#i?[i]:i!==_?[o]:[o,this.#n.get(Z)];t.value=r.find(a=>a!==_&&s(a))??_,this.#i?e.filter(({value:a})=>a!==i).forEach(a=>a.remove()):
t.value!==_&&this.#s.set(Z,t.value),this.#d=t.value}#r(t,e){let s=t.get("library");if(s!==null){if(t.has("recorded")){this.#s.set(Z,s);return}this.#s.set(cs,s),
e(s)||this.#s.set(Z,_)}}#o(){this.#c="",this.#d=this.#t.value}#a(){if(!this.#i)for(let t of[this.#n,this.#s])t.set(Z,this.#t.value);this.#h&&this.#e.back()}#u(t,e){
this.#h=!1;let{key:s}=t,i=Lt(t);if(i||At(t)&&(this.#c||s!==" ")){if(this.#c+=i||s,ri(this.#c,[...e.options].map(({text:r})=>r)))return;t.preventDefault();let o=this.#c;
e.value=this.#d,this.#a(),this.#o(),this.#e.type(o)}else s==="Enter"?(t.preventDefault(),this.#e.back()):/^(Arrow|Page|Home|End|Escape)/.test(s)&&(this.#c="",setTimeout(
()=>this.#o()))}};function fe(n,t){var o;let e=n.trim();if(/^\d{7,}$/.test(e))return e;let s=[...e].map((r,a)=>e.slice(a)),i=r=>/^(?=.*\d)\S{6,}$/.test(r)&&t(r);return s.find(i)??
((o=/(?:^|\D)(\d{14})$/.exec(e))==null?void 0:o[1])??""}function ai({value:n,selectionStart:t}){let e=n.slice(0,t).split(`
`).pop()??"";return e.includes(",")?"":e}var hs=n=>(n.key==="Enter"||n.key==="Tab")&&!ht(n)&&!n.isComposing;function ds({fields:n,lines:t},e,s,i){for(let o of n)
o.addEventListener("keydown",r=>{if(!hs(r))return;let a=fe(o.value,s);if(a)o.value=o.value.trim().slice(0,-a.length).trim(),e.type(`${a}
`);else if(r.key==="Enter")i();else return;r.preventDefault()});t.addEventListener("keydown",o=>{let r=hs(o)?ai(t):"";if(!r.trim())return;o.preventDefault();let a=t.
selectionStart;t.setRangeText("",a-r.length,a,"end"),e.type(`${r}
`)})}var Q="turn",pe="left",us="check in",ci=5*6e4,me=c("unclearEnter"),Rt=class{#t;#n;#s;#e;#i;#c;#d;#h;#r;#o;#a="";#u=!1;#l=0;#f=!1;#p=!1;#m=[];#g=!1;#w=!1;#b;#k="";#y;constructor(t,{
settings:e,session:s,station:i,keys:o,held:r,turned:a}){this.#t=t,this.#n=e,this.#s=s,this.#e=i,this.#i=i.checks,this.#c=o,this.#d=r,this.#h=a;let{patronBarcode:h,
itemBarcode:u,itemBarcode2:l,callNumber:f,patronName:d,textarea:w}=t;this.#o=new Nt([h,u,l],Object.values(o).filter(Boolean),{scanned:(k,m,x)=>this.#I(k,m,x),enter:(k,m)=>this.#G(
k,m),pressed:(k,m)=>this.#V(k,m),ignored:k=>i.announce(c("keyWithinScan",{key:k}),"look"),taken:(k,m)=>this.#X(k,m),isDone:k=>k===h&&this.#a!==""&&k.value===this.#k,
senseOf:(k,m)=>this.#Q(k,m)}),this.#r=new It(t.library,{settings:e,session:s},this.#o),ds({fields:[f,d].filter(Boolean),lines:w},this.#o,k=>this.#i.isOrdinary(k),
()=>this.#o.focus(u)),h.addEventListener("click",()=>this.#o.focus(h)),l.addEventListener("click",()=>this.#g=!0),h.addEventListener("input",()=>{h.value!==this.#k&&
(this.#u=this.#u||this.#a!=="",this.#O(""))}),addEventListener("pagehide",()=>{s.get(Q)!==null&&(s.set(pe,String(Date.now())),s.set(us,this.#L?"yes":""))}),this.#J(
t.checkoutbutton,u),this.#J(t.checkinbutton,l),t.addEventListener("click",({target:k})=>{k instanceof Element&&k.closest("button")&&!k.closest("tbody, .correcti\
on")&&!Pt(document.activeElement)&&this.#o.back()})}get library(){return this.#r.code}get fixedLibrary(){return this.#r.fixed}get libraryName(){return this.#r.name}get hasText(){
return this.#o.hasUnsent}flush(){this.#o.endAll()}restore(){let t=Math.abs(Date.now()-Number(this.#s.get(pe)))<ci;this.#s.set(pe,"");let{patronBarcode:e}=this.#t,
s=e.value;this.#g=t&&this.#s.get(us)==="yes";let i=this.#$(t);return!s||this.#o.last===e||(this.#a||(e.value=""),this.#o.last.value=s,this.back()),i}#$(t){let e=t?
E(this.#s,Q):void 0,s=!e&&!!this.#n.get(Q),{patron:i="",shown:o,began:r,isLetThrough:a,isUnclear:h}=e??E(this.#n,Q,{});return e&&!h?this.#v(i,o,[],{began:r,isLetThrough:a}):
this.#x(""),h||s?this.#M(i):this.#g&&this.#U(),s}#M(t){let{itemBarcode:e,itemBarcode2:s}=this.#t;this.#p=!0;let i=this.#g?c("patronUnfinishedCheckIn",{patron:t}):
c("patronUnfinished",{patron:t});this.#e.announce(i,"look"),this.#o.focus(this.#g?s:e)}comeBack(){return this.#r.restore(),this.#q(),this.#e.announce(c("readyTo\
Scan"),""),this.#m=[],this.#y=void 0,this.#u=!1,this.#o.focus(this.#t.patronBarcode),this.restore()}begin(){let t=this.#L;this.#B(),this.#e.announce(c("readyToS\
can"),""),t&&this.#U()}get#L(){return this.#g&&this.#o.last===this.#t.itemBarcode2}get patron(){return this.#a}finish(){this.#o.endAll(),this.#P()}#P(){let t=this.#a;
this.#B(),t&&this.#e.hint(c("patronDone",{count:this.#e.countOf(t)}))}#O(t){this.#a=t,this.#h()}#x(t){this.#s.set(Q,t),this.#n.set(Q,t)}back(){this.#o.back()}takeStray(t){
let e=fe(t,s=>this.#i.isOrdinary(s));return e&&this.#o.type(`${e}
`),e!==""}correctLine(t){let{textarea:e}=this.#t;e.closest("details").open=!0;let s=e.value.split(`
`).filter(Boolean);s.includes(t)||(e.value=[...s,t,""].join(`
`)),e.focus()}async decide(t,e,s=Promise.resolve(e)){if(t==="discard"||t==="void")return this.#e.void(await s);if(t==="patron")return this.#D(e,s);this.#p=!0,ct(
e)&&e.began===this.#l&&e.patron===this.#a&&(this.#f=!0,this.#E()),await this.#e.accept([s],this.#j,t==="take"?e.guess:void 0)}async#D({guess:t,scanned:e="",item:s=""},i){
this.#T();let o=this.#i.patron(t||e||s),r=t||(o.problem==="no patron"?s:o.barcode)||s;this.#B(),this.#i.rememberPatron(r),this.#v(r,r,[]),await this.#e.remove(i)}#T(){
let{patronBarcode:t}=this.#t,e=this.#o.isUnsent(t);return e&&this.#o.end(t),e}#I(t,e,s){let{patronBarcode:i,itemBarcode:o}=this.#t;if(this.#b&&this.#H(),t===i)return this.#R(
e,s);let r=t===o?"L":"R";r==="L"&&this.#T(),this.#C(r,t,e,s)}#R(t,e){let{itemBarcode:s,patronBarcode:i}=this.#t;if(this.#g=!1,!e&&this.#a&&t===this.#k)return this.#o.
focus(s);this.#a&&(this.#m=[]),(this.#a||this.#u)&&this.#A(),this.#u=!1,this.#O(""),this.#k="",this.#p=!1,i.value="";let o=this.#i.patron(t),r=this.#F(o,e);if(!r)
return this.#i.rememberPatron(o.barcode),this.#v(o.barcode,t,o.taken);this.#x(""),this.#y=void 0;let{guess:a}=o;this.#e.hold(this.#_("L",o.barcode),{reason:r,scanned:t,
offer:this.#N(o),guess:a}),this.#o.focus(s)}#N(t){return Je(t.problem)?void 0:this.#i.isNone(t)&&!t.guess?"discard":"patron"}#A(){let{patronName:t,callNumber:e}=this.#t;
for(let s of[t,e])s&&(s.value="")}#E(){let[t,e]=[this.#f,this.#b!==void 0];this.#x(JSON.stringify({patron:this.#a,shown:this.#k,began:this.#l,isLetThrough:t,isUnclear:e}))}#v(t,e,s,{
began:i=Date.now(),isLetThrough:o=!1}={}){let{patronBarcode:r,itemBarcode:a}=this.#t;this.#O(t),this.#k=e,this.#p=!1,r.value=e,this.#l=i,this.#f=o,this.#E();let h=c(
"patronChosen",{patron:t})+ls(s);this.#m.length?this.#e.offer(h+this.#Z(),()=>this.#K()):this.#e.announce(h,""),this.#o.focus(a)}#C(t,e,s,i){let{callNumber:o}=this.#t;
e.value="",this.#g=t==="R",this.#p=!0,this.#y=void 0;let r=t==="L"?this.#a:"",a=this.#i.item(t,s,r),h=this.#_(t,a.barcode),u=t==="L"&&this.#w;this.#w=!1;let l=this.#F(
a,i)||hi(h)||(u?me:"");if(t==="L"&&o&&(o.value=""),this.#o.focus(e),!l)return this.#e.scan(h,ls(a.taken));let f=l===me||this.#i.mayBePatron(a),d=f?"patron":void 0,
w=this.#e.hold(h,{reason:l,scanned:s,offer:d,guess:a.guess});l===rt&&this.#m.push(w),l===me?this.#S(w):f&&this.#a&&this.#W()}#S(t){this.#b=t,this.#E()}#_(t,e){let{
callNumber:s,patronName:i}=this.#t,o={library:this.#r.code,kind:t,item:e};if(t==="R")return o;let r=this.#a?(i==null?void 0:i.value.trim())??"":"",a=this.#a?{began:this.#l,
...this.#f&&{patronAccepted:!0}}:{};return{...o,patron:this.#a,callNumber:(s==null?void 0:s.value.trim())??"",patronName:r,...a}}#F({problem:t},e){return e?c("c\
utByKey",{key:e}):t&&this.#i.words(t)}#G(t,e){let{patronBarcode:s,itemBarcode:i}=this.#t,o=this.#z("Enter");t===i&&this.#T()||(t===i?(this.#P(),e&&(this.#y=o)):
this.#e.announce(t===s?c("scanPatron"):c("scanItem"),""))}#W(){this.#a&&(this.#m=[]),this.#H()}#B(){this.#W(),this.#y=void 0,this.#o.focus(this.#t.patronBarcode)}#H(){
this.#q(),this.#x("")}#q(){this.#A(),this.#t.patronBarcode.value="",this.#w=!1,this.#b=void 0,this.#O(""),this.#k=""}async#V(t,e){let{check_out:s,check_in:i,accept:o}=this.#c;
if(this.#y=void 0,t===s)this.#Y(e);else if(t===i)this.#U();else{let{offer:r,held:a,withId:h}=t===o?this.#e.latest:{};r?r():a?await this.decide(at(a),a,h):this.#d()}}#U(){
this.#g=!0,this.#o.focus(this.#t.itemBarcode2),this.#e.hint(c("checkIn"))}#Y(t){let e=this.#z(this.#c.check_out);this.#a?this.finish():(this.#o.focus(this.#t.patronBarcode),
this.#e.hint(c("checkOut"))),t&&(this.#y=e)}#Z(){let[t,e,s]=[this.#m.length,this.#c.accept,this.#a];if(t===0)return"";let i=this.library?"":` ${c("chooseLibrary\
First")}`,o=e?`${i} ${c("keyLendsOrphans",{count:t,key:e,patron:s})}`:"";return` ${c("orphansHeld",{count:t})}${o}`}async#K(){if(!this.library)return this.#e.offer(
c("chooseLibraryFirst"),()=>this.#K());let t=this.#m;this.#m=[],this.#p=!0,await this.#e.accept(t,this.#j)}get#j(){var e;let t=((e=this.#t.patronName)==null?void 0:
e.value.trim())??"";return{library:this.#r.code,patron:this.#a,patronName:t}}#Q(t,e){var o;let{itemBarcode:s,itemBarcode2:i}=this.#t;return e===this.#c.accept||
e===this.#c.held?"some":t!==s?e==="Enter"||t===i&&e===this.#c.check_in?"none":"some":this.#p?"some":e===((o=this.#y)==null?void 0:o.key)?"none":"little"}#X(t,e){
let s=this.#y;if(t==="Enter"&&this.#tt(e),!e&&!this.#p&&this.#e.hint(c("keyAgain",{key:t})),t!==(s==null?void 0:s.key)&&!(t==="LF"&&(s==null?void 0:s.key)==="En\
ter"))return;if(this.#y=void 0,t==="LF")return this.#a?void 0:this.#et(s);let[i,o]=[this.#a,this.#k];if(!i)return;this.#B();let r=c("keyAfterBoth",{key:t}),a=s.
field===this.#t.itemBarcode2?"R":"L";this.#e.hold(this.#_(a,i),{reason:r,scanned:o,offer:"patron"}),this.#o.focus(this.#t.itemBarcode)}#tt(t){let e=this.#b;this.#b=
void 0,this.#w=!t&&this.#a!=="",e&&(this.#E(),this.#e.accept([e],this.#j))}#z(t){let{patronName:e}=this.#t;return{key:t,field:this.#o.last,patron:this.#a,shown:this.#k,
name:(e==null?void 0:e.value)??""}}#et({field:t,patron:e,shown:s,name:i}){let{patronBarcode:o,patronName:r}=this.#t;this.#O(e),this.#k=s,this.#p=!0,o.value=s,r&&
(r.value=i),this.#o.focus(t)}#J(t,e){t.addEventListener("click",s=>{s.preventDefault();let i=Pt(document.activeElement),o=i?this.#o.last:e;i&&s.detail===0||o.value.
trim()?this.#o.end(o):this.#st(e)})}#st(t){let{patronBarcode:e,itemBarcode:s}=this.#t;if(t===s&&this.#T())return;let i=t===s&&!this.#a&&this.#o.last!==s;this.#o.
focus(i?e:t),this.#p||this.#e.hint(i?c("scanPatron"):c("scanItem"))}};function hi({library:n,kind:t,patron:e}){return t==="L"&&!e?rt:n?"":c("noLibrary")}function ls(n){
if(n.length===0)return"";let t=n.reduce((e,s)=>c("partsJoined",{first:e,second:s}));return` ${c("takenOff",{parts:t})}`}var fs="desk",di=40,Ct=class{#t;#n;constructor(t,e,{ask:s,named:i}){this.#t=t,this.#n=e,t.addEventListener("click",()=>s(this.text,o=>{this.text=o,this.show(),i()}))}get text(){
return this.#n.get(fs)??""}set text(t){let e=t.replace(new RegExp("\\p{C}","gu"),"").trim();this.#n.set(fs,[...e].slice(0,di).join(""))}show(t=0){let{text:e}=this,
s=e?t?c("nameTwice",{name:e}):e:c("nameDesk");this.#t.textContent!==s&&(this.#t.textContent=s),this.#t.classList.toggle("is-off",t>0)}};function ge(n,t,e){let s=document.createElement("a");s.href=URL.createObjectURL(new Blob([t],{type:e})),s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(
s.href),6e4)}var dt=4,we=5,ke=7,ui=[32,48,32,64],li="---",W=n=>n.replace(new RegExp("^\\p{White_Space}+|\\p{White_Space}+$","gu"),""),Bt=n=>W(n)==="",ps=n=>!new RegExp("\\p{W\
hite_Space}","u").test(n),ms=n=>new RegExp("\\p{N}","u").test(n),fi=(n,t)=>[...n].length>t||/[\p{Cc}\p{Cs}\ufffd\u{10000}-\u{10ffff}]/u.test(n);function be(n,t){
let e=gi(n)??mi(n);if(!e||e.slice(ke).some(Boolean)||e.length>ke&&!n.includes('"')&&e[dt]&&e[we])return;let[s,i="",o,r="",a="",h="",u=""]=e,l=pi(i);if(!(!l||o!==
"L"&&o!=="R"||!r||o==="L"&&!h)&&!(!s||s===li||!t(s))&&![r,a,h,u].some((f,d)=>fi(f,ui[d])))return{library:s,time:l,kind:o,item:r,callNumber:a,patron:h,patronName:u}}
var C=({library:n,time:t,kind:e,item:s,patron:i})=>JSON.stringify([n,t,e,s,i]);function pi(n){if(!/^(\d{14}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.test(n))return;let t=n.
replace(/\D/g,""),e=D(t);return t>="1000"&&Number.isFinite(e)&&M(e)===t?t:void 0}function mi(n){let t=[""],e="start";for(let s of n.replace(/[\r\n]/g,"�"))e===
"quoted"?s==='"'?e="quote":t[t.length-1]+=s:s===","?(t.push(""),e="start"):s==='"'&&e==="start"?e="quoted":(e=s==='"'&&e==="quote"?"quoted":"bare",t[t.length-1]+=
s);return e==="quoted"?void 0:t.map(W)}function gi(n){let t=n.split(",");if(!(t.length>ke&&!n.includes('"')&&!Bt(t[dt]))||t.slice(dt).some(r=>/^[LR]$/.test(W(r))))
return;let s=W(t[2]),i=s==="L"?wi(t):s==="R"?ki(t):-1;if(i<0)return;let o=(r,a)=>W(t.slice(r,a).join(","));return[...t.slice(0,dt).map(W),o(dt,i),o(i,i+1),o(i+1).
replace(/[, ]+$/,"")]}function wi(n){let t=n.flatMap((r,a)=>a>=we&&/^\d+$/.test(W(r))?[a]:[]),[e]=t;if(t.length!==1||!ps(n[e]))return-1;let[s,i]=[n.slice(we,e),
n.slice(e+1)];return!s.some(r=>ps(r)&&ms(r))&&!i.some(ms)&&i.length>0&&!Bt(i[0])?e:-1}function ki(n){let t=n.length-2;return n.slice(t).every(Bt)&&!Bt(n[t-1])?t:
-1}var ye=3,$t=n=>n.split(/\r\n?|\n/).map(t=>t.replace(/^[\s\u0085]+|[\s\u0085]+$/g,"")).filter(Boolean);function Mt(n){let t=O(n);return t.time&&t.item?C(t):n}function gs(n,t){
let[e,s]=[O(n),O(t)],i=Object.keys(s).filter(a=>s[a]),o=i.filter(a=>e[a]===s[a]),r=o.filter(a=>a==="time"||a==="item").length;return r===2||r===1&&o.length>=i.length-
1}function ws(n,t){let e=[...new Set(t)].filter(i=>!n.includes(i)),s=n.filter(i=>!t.includes(i));return t.filter(i=>{if(n.includes(i))return!0;let o=s.filter(a=>gs(
a,i)),r=e.filter(a=>o.some(h=>gs(h,a)));return o.length>0&&o.length>=r.length&&s.length<=e.length})}function ks(n,t){let e=n.flatMap(i=>{let o=O(i);return o.item?
t.line(o).map(r=>c("problemOf",{scanned:o.item,problem:t.words(r)})):[]}),s=e.length>ye?[c("moreProblems",{count:e.length-ye})]:[];return[...e.slice(0,ye),...s].
join(" ")}var bi=[["utf-16le",[255,254]],["utf-16be",[254,255]]];function yi(n){let[t]=bi.find(([,e])=>e.every((s,i)=>n[i]===s))??["utf-8"];try{return new TextDecoder(t,{
fatal:!0}).decode(n)}catch{return}}var vi=n=>/^\d{12}[LR]/.test(n)||/^"?Library"?[,;\t]"?Time"?[,;\t]/.test(n);function bs(n){let t=yi(n)??"",e=$t(t);if(!(e.some(
o=>/^[LR]$/.test(O(o).kind))&&!e.some(vi)))return;let i=/[\r\n][\s\0]*$/.test(t)?"":e.pop();return{whole:e,cut:i}}var Oi=80;function xi({time:n,kind:t,item:e,patron:s}){let i=" ".repeat(Math.max(0,Oi-[...e].length));return`${n.slice(0,12)}${t}${e}${i}${t==="L"?s:""}\r
`}function Ti(n,t){let e=D(t);return e-Y(n,e-Y(n,e))}function Ei(n,t){let e=new Set,i=n.filter(r=>!e.has(C(r))&&e.add(C(r))).sort((r,a)=>r.time<a.time?-1:+(r.time>
a.time));return t.size<2?i:i.map(r=>({moment:Ti(t.get(r.library)??t.get("")??[],r.time),record:r})).sort((r,a)=>r.moment-a.moment).map(({record:r})=>r)}function ys(n,t,e){
let s=new Map;for(let i of Ei(n,t)){let o=e?i.library:"";s.set(o,(s.get(o)??"")+xi(i))}return[...s].map(([i,o])=>({library:i,text:o}))}function ve(n,t){let e=t.
replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/,"$1-$2-$3_$4");return`${n&&`${n}_`}${e}.dat`}var Si=n=>n.map(({id:t})=>t),vs=({raw:n=""})=>be(n,()=>!0);async function Os(n,t,e){let s=await n.all(),i=s.filter(({state:d})=>d==="voiding").map(({raw:d})=>d),
o=s.filter(({state:d,raw:w})=>d==="waiting"&&!i.includes(w)),r=Li(s.filter(T),t,e),h=(await n.update(Si(o),d=>{if(d.state!=="waiting")return d;let w=I(d,t),k=be(
w,m=>e.includes(m));return k?{...d,raw:w,state:"taken out",file:r(k)}:d})).flatMap(d=>d.after??[]),u=h.filter(T),l=u.every(d=>n.isStored(d));l||await xe(n,u);let f=new Set(
u.map(({file:d})=>d));return{isStored:l,files:l?Oe(await n.all(),t).filter(({name:d})=>f.has(d)):[],count:u.length,refused:h.length-u.length,open:s.filter(z).length}}
function Li(n,t,e){let s=new Map;for(let a of n){let h=vs(a);h&&s.set(C(h),a.file??"")}let i=[...s.values()],o=new Map,r=a=>{let h=t.now(a);for(;i.includes(ve(a,
h));)h=M(D(h)+1e3);return ve(a,h)};return a=>{let h=e.length>1?a.library:"",u=s.get(C(a))??o.get(h)??r(h);return s.has(C(a))||o.set(h,u),u}}function Oe(n,t){var s;
let e=new Map;for(let i of n.filter(T)){let o=i.file??"",r=vs(i);e.has(o)||e.set(o,[]),r&&((s=e.get(o))==null||s.push(r))}return[...e].map(([i,o])=>{var r;return{
name:i,text:((r=ys(o,t.zones,!1)[0])==null?void 0:r.text)??""}})}async function xe(n,t){return Ts(n,t,({file:e,...s})=>({...s,state:"waiting"}))}async function xs(n,t){
return Ts(n,t,()=>null)}async function Ts(n,t,e){let s=t.flatMap(({id:o})=>o===void 0?[]:[o]);return(await n.update(s,o=>T(o)?e(o):o)).filter(({before:o})=>T(o)).
length}var Ni="text/plain",Ai="application/octet-stream",Dt=class{#t;#n;#s;#e;#i=[];#c=()=>{};constructor(t,e,s,i,o){this.#s=t,this.#t=e,this.#n=i,this.#e=o,t.saveButton.
addEventListener("click",()=>this.#a(s)),t.openButton.addEventListener("click",()=>t.file.click()),t.file.addEventListener("change",()=>this.#u(t.file)),t.makeButton.
addEventListener("click",()=>this.#l()),t.againButton.addEventListener("click",()=>this.#f(Oe(this.#i,s))),t.sendButton.addEventListener("click",r=>this.#h(r,()=>this.
askToSend(this.#i))),t.removeButton.addEventListener("click",r=>this.#h(r,()=>this.#d(this.#i))),t.yesButton.addEventListener("click",()=>this.#o(this.#c)),t.noButton.
addEventListener("click",()=>this.#o()),t.place.addEventListener("keydown",({key:r})=>r==="Escape"&&this.#o())}show(t){this.#i=t.filter(T);let e=this.#i.length;
this.#s.taken.hidden=this.#s.count.hidden=e===0,this.#s.count.textContent=c("takenOutHere",{count:e}),e===0&&!this.#s.place.hidden&&this.#o()}askToSend(t){this.#r(
c("askSend",{count:t.length}),c("answerSend"),async()=>{let e=await this.#t.whileNothingIsSent(s=>xe(s,t));this.#t.announce(c("sentAfterAll",{count:e}),""),await this.#t.
send()})}#d(t){this.#r(c("askRemove",{count:t.length}),c("answerRemove"),async()=>{let e=await this.#t.whileNothingIsSent(s=>xs(s,t));this.#t.announce(c("remove\
dHere",{count:e}),"")})}#h(t,e){t.stopPropagation(),e()}#r(t,e,s){let{place:i,question:o,yesButton:r,noButton:a}=this.#s;this.#c=s,o.textContent=t,r.textContent=
e,i.hidden=!1,a.focus()}#o(t){this.#s.place.hidden=!0,t==null||t(),this.#e()}async#a(t){let e=await this.#t.linesToSave();e.length===0?this.#t.announce(c("nothi\
ngToSave"),""):ge(`offline-circ-${t.now()}.txt`,`${e.join(`\r
`)}\r
`,Ni);let s=this.#t.held.length;s>0&&this.#t.announce(c("heldNotInFile",{count:s}),"look")}async#u(t){let[e]=t.files??[];if(!e)return;let s=await e.arrayBuffer().
catch(()=>{});t.value="";let i=s&&bs(new Uint8Array(s));i?(await this.#t.takeOver(i.whole),i.cut&&this.#t.announce(c("fileIsCut",{line:i.cut}),"look")):this.#t.
announce(c(s?"fileNotOfPage":"fileNotRead"),"not recorded")}async#l(){let{makeButton:t}=this.#s,e=t.textContent;t.disabled=!0,t.textContent=c("fileBeingMade");let s=this.#n;
try{let i=await this.#t.whileNothingIsSent((r,a)=>Os(r,a,s));this.#f(i.files);let o=i.isStored&&i.open+i.refused===0;this.#t.announce(Pi(i),i.isStored?o?"":"loo\
k":"not recorded")}finally{t.disabled=!1,t.textContent=e}}#f(t){for(let{name:e,text:s}of t)ge(e,s,Ai)}};function Pi({isStored:n,files:t,count:e,refused:s,open:i}){
if(!n)return c("fileNotMade");let o=t.map(({name:a})=>a).join(", "),r=[e?c("takenOut",{count:e,files:o}):c("nothingToTakeOut")];return s&&r.push(c("refusedNotIn\
File",{count:s})),i&&r.push(c("openNotInFile",{count:i})),r.join(" ")}var _t=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>(n%36).toString(36)).join("");function Te(n){try{return new BroadcastChannel(n)}catch{return}}
function Es(n,t,e){let s=n.get("tab"),i=/^[a-z0-9]{16}$/.test(s??""),o=_t(),r=()=>n.set("tab",s=_t());return i||r(),new Promise(a=>{if(t==null||t.addEventListener(
"message",({data:{asks:h,owned:u,by:l}})=>{h===s&&t.postMessage({owned:s,by:l}),!(u!==s||l!==o)&&(r(),e(),a())}),!i||!t)return a();t.postMessage({asks:s,by:o}),
setTimeout(a,400)})}var Ii=2e4,Ss=1e3,Ri=1e4,Ls=3,Ee="workstation",ut={sound:"sound tested",scanner:"scanned",practice:"practised"};function Se(n,t){n.set(ut[t],String(Date.now()))}
var jt=class{#t;#n;#s;#e;#i;#c;#d=[];#h="";#r;#o=!1;#a=!1;#u=!1;#l=!1;#f=Ls;#p={offline:"no",storage:"temporary"};constructor({settings:t,session:e,page:s,fixed:i,
facts:o,named:r}){this.#t=t,this.#n=e,this.#s=s,this.#e=i,this.#i=o,this.#c=r,t.get(Ee)||t.set(Ee,_t())}start(){this.#o=!0,this.beat(!0),setInterval(()=>this.beat(
++this.#f>=Ls),Ii),this.#s.addEventListener("visibilitychange",()=>this.beat()),addEventListener("pagehide",()=>this.#g()),addEventListener("pageshow",({persisted:t})=>t&&
this.beat(!0))}show(t){this.#d=t,!(!this.#o||this.#b()===this.#h)&&(this.#r=this.#r??setTimeout(()=>{this.#r=void 0,this.#b()!==this.#h&&this.beat()},Ss))}async beat(t=!1){
if(this.#o&&(this.#u=!0,this.#l=this.#l||t,!this.#a)){this.#a=!0;try{for(;this.#u;)await this.#m()}finally{this.#a=!1}}}async#m(){let t=this.#l;this.#u=!1,this.#l=
!1,clearTimeout(this.#r),this.#r=void 0;let e=this.#i().then(u=>{this.#p=u});await Promise.race([e,new Promise(u=>setTimeout(u,Ss))]);let s=this.#b(),i=new URLSearchParams(
{...this.#k(),...t&&{asks:"1"}}),o=new AbortController;setTimeout(()=>o.abort(),Ri);let{signal:r}=o,a=await fetch("heartbeat.php",{method:"POST",headers:{Accept:"\
application/json"},body:i,signal:r}).catch(()=>{});if(!(a!=null&&a.ok))return;this.#h=s;let{same_name:h}=await a.json().catch(()=>({}));t&&(this.#f=0,this.#c(Number(
h??0)))}#g(){var t;(t=navigator.sendBeacon)==null||t.call(navigator,"heartbeat.php",new URLSearchParams({...this.#k(),leaving:"1"})),this.#h=""}#w(){let[t,e,s]=[
N,z,T].map(i=>this.#d.filter(i));return{waiting:t,held:e,taken:s}}#b(){let{waiting:t,held:e,taken:s}=this.#w();return`${t.length} ${e.length} ${s.length}`}#k(){
let{waiting:t,held:e,taken:s}=this.#w(),i=[...t,...e,...s].flatMap(({epoch:a})=>a===void 0?[]:[a]),o=a=>Number(this.#t.get(a)),r={sound:o(ut.sound),scanner:Math.
max(o(ut.scanner),o(ut.practice)),practice:o(ut.practice)};return{workstation:this.#t.get(Ee)??"",tab:this.#n.get("tab")??"",desk:this.#t.get("desk")??"",waiting:String(
t.length),held:String(e.length),taken:String(s.length),...this.#s.hidden&&{hidden:"1"},age:Ut(Math.min(...i)),now:String(Date.now()),...this.#e,...this.#p,sound:Ut(
r.sound),scanner:Ut(r.scanner),practice:Ut(r.practice)}}};function Ut(n){return!n||!Number.isFinite(n)?"":String(Math.max(0,Math.round((Date.now()-n)/1e3)))}async function Ns(n){
var e,s;let t=await((s=(e=navigator.storage)==null?void 0:e.persisted)==null?void 0:s.call(e).catch(()=>!1))?"persistent":"temporary";return{offline:await Ci()?
"yes":"no",storage:n?t:"none"}}async function Ci(){var t;let n=await((t=navigator.serviceWorker)==null?void 0:t.getRegistration().catch(()=>{}));return n!=null&&
n.active?await caches.match(new URL("index.php",location.href).href).catch(()=>{})!==void 0:!1}function As(n,t){let e=new ResizeObserver(()=>{document.documentElement.style.setProperty("--card",`${n.offsetHeight}px`),document.activeElement instanceof HTMLInputElement&&
document.activeElement.scrollIntoView({block:"nearest"})});e.observe(n),e.observe(t)}var Bi=20,Le="latest",Ft=class{#t;#n;constructor(t,e){this.#t=t,this.#n=e}get today(){let t=E(this.#t,Le),e=this.#n.now().slice(0,8);return(t==null?void 0:t.day)===
e?t:{day:e,L:0,R:0,latest:[]}}#s(t){this.#t.set(Le,JSON.stringify({...t,latest:t.latest.slice(0,Bi)}))}get loans(){return this.today.loans??[]}keepLoans(t){let{
today:e}=this,s=t.filter(({time:o,library:r})=>(o==null?void 0:o.slice(0,8))===this.#n.now(r).slice(0,8));JSON.stringify(s)!==JSON.stringify(e.loans??[])&&this.#s(
{...e,loans:s})}clear(){this.#t.set(Le,"null")}get leaving(){return this.today.leaving??[]}set leaving(t){this.#s({...this.today,leaving:t})}recorded(t){let{leaving:e,
...s}=this.today,i=S(this.#n.now());for(let{raw:o="",epoch:r,desk:a}of t){if(s.latest.some(l=>l.raw===o&&l.state==="recorded"))continue;let h=O(o),u=h.kind;u in
s&&(s[u]+=1),s.latest.unshift({...h,kind:u,raw:o,epoch:r,desk:a,state:"recorded",at:i})}this.#s(s)}mark(t,e){let{today:s}=this,i=s.latest.find(o=>o.raw===t&&o.state!==
"voided");i&&(e==="voided"&&i.kind&&i.kind in s&&(s[i.kind]-=1),i.state=e,this.#s(s))}find(t){return this.today.latest.find(e=>e.raw===t.raw||$(e,t))}};var lt=20,$i=50,Is={shapes:40,heads:20},Mi=500,Di=.98,Ne=()=>({n:0,shapes:{}}),Rs="short number";function H(n){if(/^\d{1,6}$/.test(n))return{shape:Rs,heads:[String(
n.length)]};if(/ /.test(n)||/^[A-Za-z]+$/.test(n))return{shape:"text",heads:[]};let e=[...n].map(_i).slice(0,-1).join(""),i=!/[Aa]/.test(e)&&/[0-9X]$/.test(n)?"\
9":"?";return{shape:e+i,heads:Ui(n,e+i)}}function _i(n){return/[0-9]/.test(n)?"9":/[A-Z]/.test(n)?"A":/[a-z]/.test(n)?"a":n}function Ui(n,t){var s;let e=(s=/^[A-Za-z]{1,4}/.
exec(n))==null?void 0:s[0];return e?[e]:/^9{14}$/.test(t)?[n[0],n.slice(0,5)]:[n[0]]}function Cs(n,t,e=1){let{shape:s,heads:i}=H(t),o=n.shapes[s]??{n:0,heads:{},
checks:{}};n.shapes[s]=o,n.n+=e,o.n+=e;for(let r of i)Ps(o.heads,r,e);for(let[r,a]of Object.entries(se))a(t)&&Ps(o.checks,r,e);o.n<=0&&delete n.shapes[s]}function Ps(n,t,e){
n[t]=(n[t]??0)+e,n[t]<=0&&delete n[t]}function Bs(n,t){let e=t.map(({tally:a})=>a),s=Math.max(...e.map(a=>a.n));if(s<lt||ji(e,s))return"";let{shape:i,heads:o}=H(
n);return!t.some(({tally:a,least:h})=>{var u;return $s((u=a.shapes[i])==null?void 0:u.n,h,a.n)})||o.some(a=>!Fi(a,i,t))?"shape":Hi(n,i,e)?"check digit":""}var $s=(n=0,t,e)=>n>=
Math.max(t,e/Mi);function ji(n,t){let e=Ms(n.map(({shapes:i})=>Object.entries(i).map(([o,r])=>[o,r.n]))),s=[...e.values()].filter(i=>i===1).length;return e.size>
Math.min(t/5,Is.shapes)||s>t/20}function Ms(n){let t=new Map;for(let[e,s]of n.flat())t.set(e,Math.max(s,t.get(e)??0));return t}function Fi(n,t,e){let s=Math.max(
...e.map(({tally:r})=>{var a;return((a=r.shapes[t])==null?void 0:a.n)??0})),i=Ms(e.map(({tally:r})=>Wi(n,t,r)));return!(t===Rs?s>=$i&&i.size===1:s>=lt&&i.size<=
Math.min(s/10,Is.heads))||e.some(({tally:r,least:a})=>{let h=r.shapes[t];return h!==void 0&&$s(h.heads[n],a,h.n)})}function Wi(n,t,e){var i;return Object.entries(
((i=e.shapes[t])==null?void 0:i.heads)??{}).filter(([o])=>o.length===n.length||/^[A-Za-z]/.test(n))}function Hi(n,t,e){let s=e.map(({shapes:i})=>i[t]).sort((i,o)=>((o==
null?void 0:o.n)??0)-((i==null?void 0:i.n)??0))[0];return!s||s.n<lt?!1:Object.entries(se).some(([i,o])=>(s.checks[i]??0)>=Di*s.n&&!o(n))}var Ae="shapes",Ds="shapes of the server",_s="odd shapes",Pe="roles",qi=2,Ki=100;function Wt(n){let{n:t,shapes:e}=n??{};return typeof t=="number"&&typeof e=="ob\
ject"&&e!==null}var Ht=class{#t;#n;#s;constructor(t,e,s){this.#t=t,this.#n=e,this.#s=s}learn(t){!Wt(t==null?void 0:t.items)||!Wt(t==null?void 0:t.patrons)||this.#t.
set(Ds,JSON.stringify({item:t.items,patron:t.patrons}))}oddity(t,e){return Bs(e,this.#e(t))}isOrdinary(t,e){let{shape:s}=H(e);return this.#e(t).some(({tally:o,least:r})=>{
var a;return o.n>=lt&&(((a=o.shapes[s])==null?void 0:a.n)??0)>=r})&&this.oddity(t,e)===""}hasSeenLike(t,e){let{shape:s,heads:i}=H(e);return this.#e(t).some(({tally:o})=>{
let r=o.shapes[s];return r!==void 0&&i.every(a=>a in r.heads)})}remember(t,e){this.noteRole(t,e);let{shape:s,heads:i}=H(e),o=[t,s,...i].join(" "),r=E(this.#t,_s,
[]);r.includes(o)||this.oddity(t,e)!=="shape"?this.#c(t,e,1):this.#t.set(_s,JSON.stringify([...r,o].slice(-Ki)))}noteRole(t,e){let s=this.#d;s[t].includes(e)||(s[t].
push(e),this.#n.set(Pe,JSON.stringify(s)))}forget(t,e){this.#c(t,e,-1);let s=this.#d;s[t]=s[t].filter(i=>i!==e),this.#n.set(Pe,JSON.stringify(s))}wasOnly(t,e){let s=this.#d;
return s[t].includes(e)&&!s[t==="item"?"patron":"item"].includes(e)}#e(t){return[{tally:this.#i(Ae)[t],least:1},{tally:this.#i(Ds)[t],least:qi}]}#i(t){let e=E(this.#t,
t,{});return{item:Wt(e.item)?e.item:Ne(),patron:Wt(e.patron)?e.patron:Ne()}}#c(t,e,s){let i=this.#i(Ae);s<0&&!i[t].shapes[H(e).shape]||(Cs(i[t],e,s),this.#t.set(
Ae,JSON.stringify(i)))}get#d(){let t=this.#s.now().slice(0,8),e=E(this.#n,Pe,{});return e.day===t?e:{day:t,item:[],patron:[]}}};var Us=50,zi=1e4,js={waiting:{text:n=>st(n)?c("stateInPage"):c("stateKept"),actions:["void"]},rejected:{text:({reason:n=""})=>c("stateRejected",{reason:n}),actions:[
"correct","void"]},recorded:{text:({at:n=""})=>c("stateRecorded",{at:n}),actions:["void"]},"taken out":{text:()=>c("stateTakenOut"),actions:["send"]},voiding:{text:()=>c(
"stateVoiding"),actions:[]},voided:{text:()=>c("stateVoided"),actions:[]},"in a file":{text:()=>c("stateInFile"),actions:[]}};function Ie(n){let{state:t,reason:e=""}=n;
return t==="held"?{text:c("stateHeld",{reason:e}),actions:Tt(n)}:{text:js[t].text(n),actions:js[t].actions}}var qt=class{#t;#n;#s;#e;#i;#c;#d="";#h=[];#r;#o=!1;constructor({
body:t,counts:e,journal:s,clock:i,act:o,back:r}){this.#t=t,this.#n=e,this.#s=s,this.#e=i,this.#i=o,this.#c=r,t.addEventListener("keydown",({key:a})=>a==="Escape"&&
r()),this.#a()}#a(){let t=()=>{this.#r&&(clearTimeout(this.#r),this.#r=void 0,this.show(this.#h))};this.#t.addEventListener("pointerdown",()=>{clearTimeout(this.#r),
this.#r=setTimeout(t,zi)}),document.addEventListener("click",t),document.addEventListener("pointercancel",t),document.addEventListener("pointerup",()=>setTimeout(
t))}show(t){if(this.#h=t,this.#r)return;let{L:e,R:s,latest:i}=this.#s.today,o=[...t].reverse(),r=(...l)=>o.filter(({state:f})=>l.includes(f)),a=[...r("held"),...r(
"waiting","rejected")],h=[...a,...r("taken out")].slice(0,Us);this.#u([...h,...i].map(l=>this.#f(l)));let u=a.length-Us;this.#n.textContent=c("countsToday",{loans:e,
returns:s})+(u>0?` ${c("olderNotShown",{count:u})}`:"")}#u(t){var r;let e=t.map(a=>a.outerHTML).join("");if(e===this.#d)return;this.#d=e;let{activeElement:s}=document,
i=s instanceof HTMLElement&&s.dataset.key;if(this.#t.replaceChildren(...t),(r=this.#t.closest(".scroll"))==null||r.classList.toggle("has-rows",t.length>0),!i)return;
let o=[...this.#t.querySelectorAll("button")].find(a=>a.dataset.key===i);o?o.focus({preventScroll:!0}):this.#l()}focusHeld(){let t=this.#t.querySelector(".is-he\
ld button");return t==null||t.focus(),t!==null}#l(){(!this.#o||!this.focusHeld())&&this.#c()}#f(t){let{text:e,actions:s}=Ie(t),i=document.createElement("tr");i.
className=`is-${t.state.replace(/ /g,"-")}`;let o=O(I(t,this.#e)),r=t.state==="held"&&t.scanned||o.item||t.raw||"",a={L:c("kindLoan"),R:c("kindReturn")}[o.kind]??
o.kind,h=[[e,t.reason?"wrap":""],[a,""],[r,o.item?"mono":"mono wrap"],[o.patron,"mono"],[[S(o.time),t.desk].filter(Boolean).join(" · "),""]];for(let[l,f]of h)Object.
assign(i.insertCell(),{textContent:l,className:f});let u=s.map(l=>{let f=Re(l,t,r);return f.addEventListener("click",({detail:d})=>{this.#o=d===0,this.#i(l,t)}),
f});return i.insertCell().append(...u),i}};function Re(n,t,e){let s=document.createElement("button");return s.type="button",s.className="small",s.textContent=he(
n,t),s.setAttribute("aria-label",c("buttonOfItem",{button:he(n,t),item:e})),s.dataset.key=`${n} ${t.epoch??t.raw} ${e}`,s}var U=Object.freeze({recorded:{sign:"✔",word:"toneRecorded",means:"toneRecordedMeans",type:"triangle",notes:[{frequency:740,start:0,length:.07},{frequency:1110,
start:.1,length:.07}]},look:{sign:"⚠",word:"toneLook",means:"toneLookMeans",type:"square",notes:[0,.2,.4].map(n=>({frequency:440,start:n,length:.12}))},"not r\
ecorded":{sign:"✖",word:"toneNotRecorded",means:"toneNotRecordedMeans",type:"sawtooth",notes:[{frequency:175,start:0,length:.8}]}}),Fs=.6,Ws=.008,Ji=.15,Gi=1.5;
function Hs(n){let{start:t,length:e}=U[n].notes[U[n].notes.length-1];return t+e}var Kt=class{#t;#n;#s;#e;constructor(t){this.#t=t}get muted(){return this.#t.get(
"muted")==="yes"}set muted(t){this.#t.set("muted",t?"yes":"no")}wake(){if(!this.muted){try{this.#n=this.#n??new AudioContext,this.#n.state!=="running"&&this.#n.
resume().catch(()=>{})}catch{}return this.#n}}play(t){var e;(e=this.#e)==null||e.call(this,""),this.#e=void 0,this.#i(t)}async test(t){if(this.muted)return t(c(
"soundOffNoTest"));if(!this.wake())return t(c("soundImpossible"));this.#e=t;let e=Object.keys(U);for(let[s,i]of e.entries()){let{sign:o,word:r,means:a}=U[i];if(t(
c("toneTested",{number:s+1,all:e.length,sign:o,word:c(r),meaning:c(a)})),this.#i(i),await new Promise(h=>setTimeout(h,1e3*(Hs(i)+Gi))),this.#e!==t)return}t(c("s\
oundTested"))}#i(t){var o;let e=this.wake();if(!e)return;let s=e.currentTime;if(((o=this.#s)==null?void 0:o.name)===t&&this.#s.start>s)return;let i=this.#s?this.#s.
start+Hs(this.#s.name)+Ji:s;this.#s={name:t,start:Math.max(s,i)};for(let r of U[t].notes)Vi(e,U[t].type,r,this.#s.start)}};function Vi(n,t,{frequency:e,start:s,
length:i},o){let r=o+s,a=new OscillatorNode(n,{frequency:e,type:t}),h=new GainNode(n,{gain:0});h.gain.setValueAtTime(0,r),h.gain.linearRampToValueAtTime(Fs,r+Ws),
h.gain.setValueAtTime(Fs,r+i-Ws),h.gain.linearRampToValueAtTime(0,r+i),a.connect(h).connect(n.destination),a.start(r),a.stop(r+i)}var Yi=55,Zi=20;function zt(n,t){let e=document.createElement("span");return e.className=n,e.textContent=t,e}var Jt=class{#t;#n;#s;#e;#i;#c;#d;#h;#r;#o;#a=[];constructor({
card:t,text:e,listed:s,state:i,actions:o,act:r,key:a},h,u){this.#t=t,this.#n=e,this.#s=s,this.#e=i,this.#i=o,this.#c=r,this.#d=a,this.#h=h,this.#r=u}announce(t,e,s){
this.#o=s,this.#t.className=e?`last is-${e.replace(" ","-")}`:"last";let i=zt(t.length>Yi?"what is-long":"what",t);if(e){let{sign:o,word:r}=U[e];this.#n.replaceChildren(
zt("sign",o)," ",zt("word",c(r)),zt("unseen",":")," ",i)}else this.#n.replaceChildren(i);this.#e.textContent="",this.#u(),this.#l([])}list(t,{title:e,callNumber:s,
name:i}){let o=[e,s,i].filter(Boolean).join(" · ");this.#a=[{entry:t,text:o},...this.#a].slice(0,Zi),this.#u()}#u(){let t=this.#o&&this.#a.find(({entry:e})=>$(
e,this.#o));this.#s.textContent=(t==null?void 0:t.text)??"",this.#s.hidden=!t}show(t){let e=this.#o;if(!e)return;let s=t.find(o=>$(o,e))??this.#r.find(e);if(this.#l(
(s==null?void 0:s.state)==="held"?this.#f(s):[]),!s||s.state==="held")return;let i=S(s.time??this.#h.at(s.library??"",s.epoch));this.#e.textContent=c("lastState",
{time:i,state:Ie(s).text})}#l(t){this.#e.hidden=t.length>0,(!t.length||!this.#i.hasChildNodes())&&this.#i.replaceChildren(...t)}#f(t){let e=t.scanned??t.item??"";
return Tt(t).map((s,i)=>{let o=Re(s,t,e);return o.removeAttribute("aria-label"),i===0&&this.#d&&o.append(" ",Object.assign(document.createElement("kbd"),{textContent:this.#d})),
o.addEventListener("click",()=>this.#c(s,t)),o})}};var Ce="leftovers",Gt=class{#t;constructor(t){this.#t=t}get entries(){let t=E(this.#t,Ce,[]);return Array.isArray(t)?t:[]}keep(t){let{entries:e}=this,s=qs(t,e);
s.length&&this.#t.set(Ce,JSON.stringify([...e,...s]))}forget(t){this.#t.set(Ce,JSON.stringify(qs(this.entries,t)))}};function qs(n,t){let e=t.map(s=>JSON.stringify(
s));return n.filter(s=>!e.includes(JSON.stringify(s)))}async function Ks({box:n,text:t,button:e},s){if(!(s!=null&&s.persist))return;let i=()=>s.persist().catch(()=>!1),o=i();if(await s.persisted())return;let r=a=>{t.
textContent=a?c("keepsScans"):c("keepsRefused"),e.hidden=a};t.textContent=c("mayDelete"),n.hidden=!1,e.addEventListener("click",async()=>r(await i())),await o&&
r(!0)}var Vt=class{#t;#n;#s;#e;#i=()=>{};constructor({place:t,label:e,field:s,saveButton:i,cancelButton:o,back:r}){this.#t=t,this.#n=e,this.#s=s,this.#e=r,i.addEventListener(
"click",()=>this.#c(!0)),o.addEventListener("click",()=>this.#c(!1)),s.addEventListener("keydown",a=>{let h=a.key==="Enter"||a.key==="Tab"&&!a.shiftKey||le(a);a.
isComposing||!h&&a.key!=="Escape"||(a.preventDefault(),a.repeat||this.#c(h))})}open(t,e,s){this.#n.textContent=t,this.#i=s,this.#s.value=e,this.#t.hidden=!1,this.#s.
focus(),this.#s.select()}#c(t){let e=this.#s.value.trim();t&&!e||(this.#t.hidden=!0,this.#e(),t&&this.#i(e))}};var zs=200,Qi=2e4,Js=[1,2,4,8,15,30].map(n=>n*1e3),X=class extends Error{constructor(t,e){super(e),this.sending=t}};function ft(n){throw new X("unclear",n)}var Gs=n=>n.
map(({id:t})=>t),Yt=class{state="ok";#t;#n;#s;#e;#i;#c=0;#d;#h;#r=!1;#o=!1;constructor({queue:t,clock:e,alone:s,post:i=Xi,on:o}){this.#t=t,this.#n=e,this.#s=s,this.#e=
i,this.#i=o}sendNow(){return clearTimeout(this.#d),this.#h?(this.#r=!0,this.#h):(this.#h=this.#s(()=>this.#a()).catch(t=>this.#u(t)).finally(()=>{if(this.#h=void 0,
this.#i.change(),this.#r&&this.state==="ok")return this.sendNow()}),this.#h)}async pause(t){await this.#h;let e=await this.#t,s;return await this.#s(()=>(s=t(e)).
then(()=>{})),s}async#a(){try{do for(this.#r=!1,(!this.#o||!this.#n.usable)&&await this.#m([]),this.#o=!0;await this.#f(););while(this.#r);this.state="ok",(await(await this.#t).
all()).some(N)?this.#l():this.#c=0}catch(t){this.#u(t)}}#u(t){this.state=t instanceof X?t.sending:"unclear",this.state==="unclear"&&console.error(t),this.#o=!1,
this.#l()}#l(){let t=Js[Math.min(this.#c++,Js.length-1)];this.#d=setTimeout(()=>this.sendNow(),t*(.75+Math.random()/2))}async#f(){let e=(await(await this.#t).all()).
filter(N);if(e.length===0)return!1;let s=e.findIndex(({state:o})=>o==="voiding"),i=await(s===0?this.#g(e[0]):this.#p(e.slice(0,s<0?zs:Math.min(s,zs))));return this.#i.
change(),i}async#p(t){let e=await this.#t,s=await e.update(Gs(t),d=>d.state==="waiting"?{...d,raw:I(d,this.#n),tried:!0}:d),i=s.flatMap(({after:d})=>(d==null?void 0:
d.state)==="waiting"&&(d.time!==null||e.isStored(d))?[d]:[]);if(i.length===0)return s.length<t.length;this.#i.change();let o=await this.#m(i),r=new Map(i.map(({
id:d,raw:w})=>[d,w])),a=d=>d.raw===r.get(d.id)&&!T(d),h=i.filter(d=>!o.has(d.id));h.length&&this.#i.leaving(h);let l=(await e.update(Gs(i),d=>{var w;return a(d)?
((w=o.get(d.id))==null?void 0:w(d))??null:d})).flatMap(({before:d,after:w})=>w&&a(d)?[w]:[]),f=d=>l.filter(({state:w})=>w===d);return h.length&&this.#i.recorded(
h),f("rejected").length&&this.#i.rejected(f("rejected")),f("held").length&&this.#i.held(f("held")),!0}async#m(t){var x,_e;let e=t.flatMap(({item:v,accepted:L},et)=>v&&
!L?[et+1]:[]),s=t.flatMap(({patronAccepted:v},L)=>v?[L+1]:[]),o={textarea:t.map(v=>v.raw).join(`
`),check:e.join()};s.length&&(o.patron_accepted=s.join());let{body:r}=await this.#w("append.php",o),{recorded:a,already_recorded:h,rejected:u,held:l=[],listed:f=[],
server_time:d}=r;(typeof d!="string"||!Array.isArray(u))&&ft("not an answer of append.php");let w=new Map,k=(v,L)=>{let{id:et}=t[(v==null?void 0:v.line)-1]??ft(
"an answer about a line that was not sent");w.set(et,L)};for(let v of u)k(v,L=>({...L,state:"rejected",reason:String(v.reason)}));for(let v of l)k(v,L=>eo(L,v));
let m=a+h+w.size;m!==t.length&&ft(`the answer is about ${m} of ${t.length} lines`);for(let{line:v,call_number:L="",title:et="",name:gn=""}of f)t[v-1]&&((_e=(x=this.#i).
listed)==null||_e.call(x,t[v-1],{callNumber:L,title:et,name:gn}));return w}async#g({id:t,raw:e=""}){let{status:s,body:i}=await this.#w("void.php",{textarea:e},[
400,404,409]);return(s===200?i.voided!==1:typeof i.error!="string")&&ft("not an answer of void.php"),await(await this.#t).update([t],()=>null),this.#i.voided(e,
s===409?"in a file":"voided"),!0}async#w(t,e,s=[]){let i=performance.now(),{status:o,text:r}=await this.#e(t,e).catch(u=>{throw new X("cut off",String(u))});if(!(o>=
200&&o<300)&&!s.includes(o))throw new X("refused",`status ${o}`);let h=to(r)??ft("not JSON");return h.server_time&&this.#n.learn(h,i),{status:o,body:h}}},Vs=(n,t)=>async e=>{
let s=!1,i=()=>(s=!0,e());try{await(n?n.request(t,i):i())}catch(o){if(s)throw o;await e()}};async function Xi(n,t){let e=new AbortController,s=setTimeout(()=>e.
abort(),Qi);try{let i=await fetch(n,{method:"POST",headers:{Accept:"application/json"},body:new URLSearchParams(t),signal:e.signal,redirect:"error"});return{status:i.
status,text:await i.text()}}finally{clearTimeout(s)}}function to(n){try{return JSON.parse(n)}catch{return}}function eo(n,{field:t,reason:e,hold:s}){let{tried:i,
...o}=n;if(o.accepted)return{...o,state:"waiting"};let r=Array.isArray(s)&&s.length?{hold:s.map(String)}:void 0,a=!r&&t==="item_barcode";return{...o,state:"held",
reason:String(e),...a&&{offer:"patron"},...r}}function pt(n="",t=""){let e=document.createElement("p");return e.textContent=n,e.className=t,e}function Ys(n,t,e,s){let{time:i,patronName:o}=t[t.length-1],r=document.
createElement("ol");for(let{item:a="",callNumber:h}of t){let u=document.createElement("li");u.textContent=h?`${a}  ${h}`:a,r.append(u)}n.replaceChildren(pt(e,"s\
lip-library"),pt(c("slipCount",{count:t.length})),pt(`${We(i??"")} ${S(i??"")}`),...o?[pt(o)]:[],r,...s?[pt(s)]:[]),document.body.classList.add("has-slip"),print()}var so=["shapes","shapes of the server","odd shapes","server clock","library","desk","muted"],no=1e3,Be=class extends V{#t;constructor(t,e){super(t,()=>sessionStorage),
this.#t=e}get(t){return super.get(t)??(so.includes(t)?this.#t.get(t):null)}};function Xs(n,t){let e=Qe(n),s=new V(e,()=>localStorage);if(new URL(n).searchParams.
has("practice"))return io(e,s,t);let i=new V(e,()=>sessionStorage);return{site:e,settings:s,session:i,kept:ae(e),tell(){},isPractice:!1}}function io(n,t,{form:e,
mark:s,resend:i}){let o=`${n} practice`,r=new Be(o,t),a=r.get("begun")==="yes";a||Qs(o),r.set("begun","yes");let h=ae(o).then(async l=>(a||await Zs(l),l));oo(e,
s),ro(async l=>{let f=h.then(Zs);await Promise.race([f,new Promise(d=>setTimeout(d,no))]),Qs(o),location.replace(l)});let u=import("./practice.js").then(({Practice:l})=>new l(
{form:e,session:r,real:t,fields:O,unsent:()=>ts(n),resend:i}));return{site:o,settings:r,session:r,kept:h,post:async(l,f)=>(await u).server.post(l,f),tell:l=>{u.
then(l).catch(console.error)},isPractice:!0}}function oo(n,t){let e=document.createElement("link");Object.assign(e,{rel:"stylesheet",href:"styles/practice.css"}),
document.head.append(e),document.documentElement.classList.add("practising"),t.hidden=!1,document.title=t.textContent??"";for(let s of[n.querySelector("#takeout"),
n.savebutton,n.openbutton])s.hidden=!0;n.action="index.php";for(let s of[n.checkoutbutton,n.checkinbutton,n.submitbutton])s.disabled=!1}function ro(n){addEventListener(
"keydown",t=>{if(t.key!=="Escape"||t.isComposing||ao(t.target))return;t.preventDefault(),t.stopImmediatePropagation();let e=new URLSearchParams(location.search);
e.delete("practice"),n(e.toString()?`index.php?${e}`:"index.php")},{capture:!0}),document.addEventListener("click",t=>{let e=t.target instanceof Element&&t.target.
closest("a");!e||e.target||!e.protocol.startsWith("http")||(t.preventDefault(),n(e.href))})}async function Zs(n){let t=await n.all();await n.update(t.map(({id:e})=>e),
()=>null)}function Qs(n){try{for(let t of Object.keys(sessionStorage))t.startsWith(`${n} `)&&sessionStorage.removeItem(t)}catch{}}var ao=n=>n instanceof Element&&
n.closest(".correction")!==null;var co=3,ho=2*6e4,Zt=class{checks;key;loans;#t;#n;#s;#e;#i;#c;#d;#h;#r=[];#o;#a;#u=new Map;#l=0;#f=new Set;#p=!1;constructor({queue:t,clock:e,checks:s,desk:i=()=>"",
key:o,journal:r,leftovers:a,alone:h,post:u,against:l=async()=>[],page:f}){this.checks=s,this.key=o,this.#t=t,this.#n=e,this.#s=i,this.#e=r,this.#i=a,this.loans=
r.loans,this.#c=l,this.#d=f,this.#h=new Yt({queue:t,clock:e,alone:h,post:u,on:{leaving:d=>r.leaving=d,recorded:d=>this.#E({recorded:d}),rejected:d=>this.#$(d),held:d=>this.#L(
d),listed:(d,w)=>{var k;return(k=f.listed)==null?void 0:k.call(f,d,w)},voided:(d,w)=>this.#E({voided:d,state:w}),change:()=>this.#v()}})}async start(){for(let{state:e,
kind:s,item:i,library:o="",time:r}of[...this.#e.today.latest].reverse())e==="recorded"&&s&&i&&this.checks.rememberEarlier(s,i,this.#n.ago(o,r??""));await this.#S();
let t=this.#e.leaving.filter(({raw:e})=>!this.#r.some(s=>s.raw===e));t.length&&this.#e.recorded(t),this.#I([...this.#r,...t]),await this.takeLeftovers(),await this.
send()}comeBack(){return this.loans=this.#e.loans,this.start()}leave(){this.#R(),this.#i.keep([...this.#f])}async takeLeftovers(){let{entries:t}=this.#i;this.#p||
t.length===0||(this.#p=!0,this.#I(t),await this.#b(t,{mayBeThere:!0}),this.#i.forget(t),this.#p=!1)}send(){return this.#h.sendNow()}announce(t,e,s){this.#o=void 0,
this.#a=void 0,(e==="look"||e==="not recorded")&&(this.#l+=1),this.#d.announce(t,e,s)}hint(t){!this.#o&&!this.#a&&this.#d.announce(t,"")}hear(t){return this.#A(
t),this.#S()}scan(t,e=""){let s={...t,...this.#y(t.library),state:"waiting"};this.#o=void 0,this.#T(s),this.#b([s],{text:tn(s)+e})}hold(t,e){let s={...t,...e,...this.#y(
t.library),state:"held"};this.#m(s);let i=this.#b([s]).then(([o])=>({...s,id:o}));return this.#o={entry:s,withId:i},i}#m(t,e=""){this.announce(os(t,this.key)+e,
"look",t),this.#o={entry:t,withId:Promise.resolve(t)}}offer(t,e){this.announce(t,"look"),this.#a=e}get latest(){var t,e;return{offer:this.#a,held:(t=this.#o)==null?
void 0:t.entry,withId:(e=this.#o)==null?void 0:e.withId}}countOf(t){var e;return((e=this.loans[0])==null?void 0:e.patron)===t?this.loans.length:0}get held(){return this.#r.
filter(({state:t})=>t==="held").reverse()}async accept(t,e,s){let i=this.#o,o=await Promise.all(t),r=await this.#t,a=o.flatMap(({id:m})=>m===void 0?[]:[m]),h=s===
void 0?o.filter(ct):[],l=(h.length?await r.all():[]).filter(m=>!a.includes(m.id)&&h.some(x=>is(x,m))),f="",d=await r.update([...a,...l.map(({id:m})=>m)],m=>{if(!a.
includes(m.id))return rs(m,e);if(m.state!=="held")return m;let x=de(m,e,s);return f=Et(x),f?m:x});await this.#O(d);let w=d.flatMap(({before:m,after:x})=>m.state===
"held"&&(x==null?void 0:x.state)==="waiting"?[x]:[]);for(let m of w)this.#T(m);let k=i===this.#o;k&&w.length?this.announce(w.map(tn).join(", "),"recorded",w[0]):
k&&f&&(this.announce(f,"not recorded"),i&&t.includes(i.withId)&&(this.#o=i)),await this.#C()}async correct(t,e){var f;let{kind:s="L",patron:i=""}=t,{barcode:o,problem:r,
guess:a}=this.checks.item(s,e,i);if(!r&&!Et({...t,item:o}))return this.accept([t],{library:"",patron:"",patronName:""},o);let h=await this.#t,u=r?this.checks.words(
r):Et({...t,item:o}),[l]=await h.update(t.id===void 0?[]:[t.id],d=>d.state==="held"?{...ue(d,o),scanned:e,reason:u,guess:a}:d);return l&&await this.#O([l]),((f=
l==null?void 0:l.after)==null?void 0:f.state)==="held"&&this.#m(l.after),this.#v()}async remove(t){let{id:e}=await t,s=await this.#t;e!==void 0&&await s.update(
[e],i=>i.state==="held"?null:i),await this.#v()}correctLine(t){this.#u.set(t.id,t),this.announce(c("correctLine"),""),this.#N(t.kind,t.item??"")}async void(t){this.#u.
delete(t.id);let e=t.item||O(t.raw??"").item||t.raw||"",s=await this.#P(t),i=t.state==="held"?c("itemDiscarded",{item:e}):c("itemVoided",{item:e});this.announce(
s?i:c("itemToBeVoided",{item:e}),""),t.state!=="held"&&this.#N(t.kind,e),await this.#C()}async submit(t){let e=$t(t);if(e.length===0){let r=this.held.length;return r>
0&&this.announce(c("scansHeld",{count:r}),"look"),this.send()}let s=e.length,i=this.#w(e),o=i?c("linesToRecordOdd",{count:s,problems:i}):c("linesToRecord",{count:s});
await this.#g(e,{text:o,tone:i?"look":"recorded",replaced:this.#D(e)})}async takeOver(t){let s=[...await(await this.#t).all(),...this.#e.today.latest.filter(({state:u})=>u===
"recorded")],i=new Set(s.map(u=>Mt(I(u,this.#n)))),o=t.filter(u=>!i.has(Mt(u))&&i.add(Mt(u))),r=o.length,a=this.#w(o),h=[c("linesOfFile",{count:r,known:t.length-
r}),a].filter(Boolean).join(" ");await this.#g(o,{text:h,tone:a?"look":"recorded"})}async whileNothingIsSent(t){let e=await this.#h.pause(s=>t(s,this.#n));return await this.#v(),
e}#g(t,e){return this.#b(t.map(s=>({raw:s,state:"waiting"})),e)}#w(t){return ks(t,this.checks)}async linesToSave(){let t=await this.#t,e=await t.all(),s=e.filter(
({state:o})=>o==="voiding").map(({raw:o})=>o);return(await t.update(e.filter(({state:o})=>o==="waiting"||o==="rejected").map(({id:o})=>o),o=>({...o,raw:I(o,this.#n)}))).
map(({after:o})=>(o==null?void 0:o.raw)??"").filter(o=>!s.includes(o))}get hasUnsent(){let t=e=>e.state!=="taken out"&&(e.state!=="rejected"||st(e));return this.#f.
size>0||this.#r.some(t)}async#b(t,{text:e="",tone:s="recorded",replaced:i=[],mayBeThere:o=!1}={}){let r=this.#l,a=t.length===1&&t[0].item?t[0]:void 0,h=await this.#k(
t,o),u=await this.#t;i.length&&await u.update(i,()=>null);let l=this.#v().then(()=>{for(let f of t)this.#f.delete(f);return this.send()});if((a==null?void 0:a.state)===
"waiting"&&this.#M(a,h[0],l).catch(console.error),e&&u.durable)r===this.#l&&this.announce(e,s,a);else if(e){await l;let f=(await u.all()).filter(({id:d})=>h.includes(
d));if(f.some(({state:d})=>d!=="waiting")||r!==this.#l)return h;f.length?this.announce(c("keepPageOpen",{what:e}),"not recorded",a):this.announce(e,s,a)}return h}async#k(t,e){
for(let s of t)this.#f.add(s);return(await this.#t).add(t,{mayBeThere:e})}#y(t=""){let e=this.#s();return{time:this.#n.timeOfScan(t),epoch:Date.now(),...e&&{desk:e}}}#$(t){
let e=t.slice(0,co).map(({item:s,raw:i="",reason:o=""})=>c("problemOf",{scanned:s||i,problem:o}));this.announce([...e,c("seeLog")].join(" "),"not recorded")}async#M(t,e,s){
var a;if(this.#h.state==="ok"&&await s,this.#h.state==="ok")return;let i=await this.#c(t);if(i.length===0||Date.now()-(t.epoch??0)>ho)return;let o=await this.#t,
[r]=await o.update([e],h=>as(i,h));(r==null?void 0:r.before.state)!=="waiting"||((a=r.after)==null?void 0:a.state)!=="held"||(this.#L([r.after]),await this.#v())}#L(t){
for(let{kind:i,item:o=""}of t)this.#N(i,o);let[e]=t.slice(-1),s=t.length>1?` ${c("moreInLog",{count:t.length-1})}`:"";this.#m(e,s)}async#P(t){var r;let e=await this.#t,
[s]=await e.update(t.id===void 0?[]:[t.id],a=>a.state==="waiting"&&a.tried?a:null),i=(s==null?void 0:s.before.state)==="held"&&s.before.tried;if(s&&!s.after&&!i)
return!0;let o=((r=(s==null?void 0:s.after)??(s==null?void 0:s.before)??this.#e.find(t))==null?void 0:r.raw)??I(t,this.#n);return this.#e.mark(o,"voiding"),await this.#x(
[o]),!1}async#O(t){let e=t.flatMap(({before:{tried:s,raw:i},after:o})=>s&&i&&o&&o.raw!==i?[i]:[]);e.length&&await this.#x(e)}async#x(t){let e=t.map(s=>({raw:s,state:"\
voiding"}));await this.#k(e);for(let s of e)this.#f.delete(s)}#D(t){let e=[...this.#u.values()],s=ws(t,e.map(({raw:i=""})=>i));return e.flatMap(({id:i,raw:o=""})=>s.
includes(o)?(this.#u.delete(i),i===void 0?[]:[i]):[])}#T(t){var e,s;this.checks.remember(t.kind??"",t.item??""),t.kind==="L"&&(((e=this.loans[0])==null?void 0:e.
patron)!==t.patron&&t.accepted&&this.loans.length||(((s=this.loans[0])==null?void 0:s.patron)!==t.patron&&(this.loans=[]),this.loans.push({...t,time:t.time??this.#n.
at(t.library??"",t.epoch)})))}#I(t){for(let{state:e,kind:s,item:i,epoch:o}of t)e==="waiting"&&s&&i&&o!==void 0&&this.checks.rememberEarlier(s,i,Date.now()-o)}#R(){
let t=this.#r.filter(st);this.#e.keepLoans(this.loans.filter(e=>!t.some(s=>$(s,e))))}clear(){return this.loans=[],this.#e.clear(),this.#S()}#N(t,e){this.checks.
forget(t,e),this.loans=this.loans.filter(s=>s.item!==e)}#A({recorded:t,voided:e,state:s}){t&&this.#e.recorded(t),e!==void 0&&s&&this.#e.mark(e,s)}#E(t){this.#A(
t),this.#d.broadcast(t)}#v(){return this.#d.broadcast({}),this.#S()}async#C(){await this.#v(),await this.send()}async#S(){try{let t=await this.#t;this.#r=await t.
all(),this.#R(),this.#d.show({entries:this.#r,sending:this.#h.state,durable:t.durable,isTimeKnown:this.#n.usable,hasSlip:this.loans.length>0})}catch(t){console.
error(t)}}},tn=({kind:n,item:t="",patron:e=""})=>n==="L"?c("loanOf",{item:t,patron:e}):c("returnOf",{item:t});if(!("replaceChildren"in Element.prototype))throw new Error("This browser is too old for the page's script.");var uo=10*6e4,lo="---",g=n=>document.getElementById(
n),p=g("mainform");Ue(p.patronBarcode);var tt=JSON.parse(p.dataset.settings),fo=[...p.library.options??[p.library]].map(({value:n})=>n),A=Xs(location.href,{form:p,
mark:g("practice"),resend:()=>y.send()}),{site:Xt,settings:P,session:gt}=A,B=new xt(P,()=>p.library.value),K=new Kt(P),$e=new Ft(gt,B),po=new wt({connection:g("\
connection"),waiting:g("waiting"),time:g("clock")},B);As(g("lastcard"),p.closest("main"));var Me=new Jt({card:g("lastcard"),text:g("last"),listed:g("lastlisted"),
state:g("laststate"),actions:g("lastactions"),act:(n,t)=>hn(n,t),key:tt.keys.accept},B,$e),R=Te(Xt);function mo(n,t,e){Me.announce(n,t,e),A.tell(s=>s.announced(
n,t,e)),t&&K.play(t),e&&Se(P,"scanner")}var mt,nn=!1;function go(n){p.slipbutton.disabled=!n.hasSlip;let t=B.apart(b.library);(t==null?void 0:t.quarters)!==(mt==
null?void 0:mt.quarters)&&(mt=t),Fe(g("banner"),n,mt),nn=n.durable,po.show(n),De.show(n.entries),Me.show(n.entries),un.show(n.entries),dn.show(n.entries),on(),A.
tell(e=>e.shown(n.entries))}function on(){let{patron:n}=b;A.tell(t=>t.turned(n)),g("turnpatron").textContent=n||c("noTurn"),g("turncount").textContent=n?c("item\
sLent",{count:y.countOf(n)}):c("scanCard"),g("turnpatron").closest(".turn").classList.toggle("is-on",n!==""),p.finishbutton.disabled=!n,p.library.classList.toggle(
"is-missing",!b.library)}var rn=new Ht(P,gt,B),y=new Zt({queue:A.kept,clock:B,journal:$e,leftovers:new Gt(P),checks:new yt(tt,rn),desk:()=>te.text,key:tt.keys.accept,
alone:Vs(navigator.locks,Xt),post:A.post,against:async n=>{var e;let t=n.time??B.at(n.library??"",n.epoch);return await((e=await q)==null?void 0:e.against(n,t.slice(
0,8)))??[]},page:{announce:mo,show:go,listed:(n,t)=>Me.list(n,t),broadcast:n=>R==null?void 0:R.postMessage(n)}}),b=new Rt(p,{settings:P,session:gt,station:y,keys:tt.
keys,turned:on,held(){un.focusHeld()||y.announce(c("noScanHeld"),"")}}),q;function an(){if(!A.isPractice)return q=q??import("./lists.js").then(({Lists:n})=>new n(
{say:c,place:g("lists"),settings:P,site:Xt,library:()=>b.library}),()=>q=void 0),q}P.get("lists")&&an();p.library.addEventListener("change",async()=>{var n;return(n=
await q)==null?void 0:n.renew()});var cn=new Vt({place:g("correction"),label:g("question"),field:p.corrected,saveButton:p.savecorrection,cancelButton:p.cancelcorrection,
back:()=>b.back()});function hn(n,t){if(n==="send")return dn.askToSend([t]);if(n!=="correct")return b.decide(n,t);if(t.state==="held")return cn.open(c("correctB\
arcode"),t.scanned??t.item??"",e=>y.correct(t,e));b.correctLine(t.raw??""),y.correctLine(t)}var dn=new Dt({saveButton:p.savebutton,openButton:p.openbutton,file:g(
"savedfile"),makeButton:p.takeoutbutton,taken:g("takenout"),count:g("takencount"),againButton:p.againbutton,sendButton:p.sendbutton,removeButton:p.removebutton,
place:g("handover"),question:g("handoverquestion"),yesButton:p.yesbutton,noButton:p.nobutton},y,B,fo.filter(n=>n!==lo),()=>b.back()),un=new qt({body:g("rows"),counts:g(
"counts"),journal:$e,clock:B,back:()=>b.back(),act:hn}),sn,De=new jt({settings:P,session:gt,page:document,fixed:{version:tt.version,mark:((sn=p.mark)==null?void 0:
sn.value)??""},facts:()=>Ns(nn),named:n=>te.show(n)}),te=new Ct(g("desk"),P,{ask:(n,t)=>cn.open(c("deskQuestion"),n,e=>b.takeStray(e)||t(e)),named:()=>De.beat(!0)});
p.addEventListener("submit",n=>{n.preventDefault(),b.flush();let t=p.textarea.value;p.textarea.value="",y.submit(t)});p.finishbutton.addEventListener("click",()=>b.
finish());p.slipbutton.addEventListener("click",()=>{y.loans.length&&Ys(g("slip"),y.loans,b.libraryName,tt.slip_text)});function ln(){p.mutebutton.textContent=K.
muted?c("soundOff"):c("soundOn")}p.mutebutton.addEventListener("click",()=>{K.muted=!K.muted,ln()});p.testsoundbutton.addEventListener("click",()=>{K.muted||Se(
P,"sound"),K.test(n=>{g("soundtest").textContent=n})});addEventListener("keydown",()=>K.wake(),{capture:!0});addEventListener("beforeunload",n=>{A.isPractice||!y.
hasUnsent&&!b.hasText||(n.preventDefault(),n.returnValue=c("scansWouldWait"))});addEventListener("pagehide",()=>A.isPractice||y.leave());addEventListener("stora\
ge",()=>y.takeLeftovers());addEventListener("online",()=>y.send());async function fn(){var e;let n=await fetch("shapes.php",{headers:{Accept:"application/json"}}).
catch(()=>{}),t=n!=null&&n.ok?await n.json().catch(()=>{}):void 0;t&&(rn.learn(t),(t.lists||q&&t.lists!==null)&&((e=await an())==null||e.learn(t.lists)))}setInterval(
fn,uo);document.addEventListener("visibilitychange",()=>document.hidden||y.send());function pn(){var t;let n=(t=document.activeElement)==null?void 0:t.closest("\
.mode");n&&(p.dataset.mode=n.classList.contains("in")?"in":"out")}p.addEventListener("focusin",pn);g("unscripted").hidden=!0;ln();var j=new URLSearchParams(location.
search),en=j.get("desk");en!==null&&(te.text=en);te.show();for(let n of["recorded","already_recorded","at","taken_off","look"])j.delete(n);b.fixedLibrary?j.set(
"library",b.fixedLibrary):j.delete("library");history.replaceState(null,"",j.toString()?`?${j}`:location.pathname);j.set("practice","");g("practicelink").search=
String(j);g("practicelink").hidden=A.isPractice;Ks({box:g("persistence"),text:g("persistencetext"),button:g("persistbutton")},navigator.storage);R==null||R.addEventListener(
"message",({data:n})=>{n.asksForTurn?b.patron&&R.postMessage({hasTurn:!0}):n.hasTurn?(Qt&&!b.patron&&b.begin(),Qt=!1):y.hear(n)});p.dataset.mode="out";pn();var Qt=b.
restore();mn();function mn(){Qt&&(R==null||R.postMessage({asksForTurn:!0}))}function wo(){Qt=b.comeBack(),mn(),y.comeBack()}addEventListener("pagehide",({persisted:n})=>n&&
(p.autocomplete="on"));addEventListener("pageshow",({persisted:n})=>{n&&(p.autocomplete="off",wo())});Es(gt,Te(`${Xt} tab`),()=>{y.clear(),b.begin()}).then(()=>y.
start()).then(()=>{var n;A.isPractice||De.start(),fn(),(n=navigator.serviceWorker)==null||n.register("scripts/sw.js",{scope:"./"}).catch(()=>{})});
