// Made by tests/scripts/bundle.mjs of index.js and what that imports: change those.
function Fe(n){let{activeElement:t,body:e}=document;if(t===n)return;let s=n.cloneNode();s.autofocus=!1,n.replaceWith(s),t===e&&s.focus()}var kn=Object.freeze({keepsNothing:"This browser keeps nothing: this is a private window, or its storage is full or switched off. Each scan is sent at once. Wai\
t until it is shown as recorded before you scan the next one.",serverAway:"The server cannot be reached.",serverRefuses:"The server cannot record just now.",serverUnclear:"\
This page does not understand the server's answer.",scansWaiting:{one:"1 scan is waiting.",other:"{count} scans are waiting."},keepScanning:"Keep scanning: scan\
s are kept on this computer, and sent as soon as the server takes them.",keepsTrying:"This page keeps trying.",reloadIfUnclear:"If this message stays, reload th\
is page, and tell whoever looks after the server.",scansTakenOut:{one:"1 scan is in a file for Alma that was made here, and is not sent. Give the file to the su\
pervisor, or press Send after all.",other:"{count} scans are in a file for Alma that was made here, and are not sent. Give the file to the supervisor, or press \
Send after all."},timeUnknown:"The server's time is not known just now: the times below are this computer's, and are corrected when the scans are sent.",clocksApart:"\
This computer's clock says {workstation}, the server's says {server}. Scans get the server's time: if it is wrong, tell whoever looks after the server.",scansNeedYou:{
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
ady to scan.",patronChosen:"Patron {patron}: scan the items.",patronUnfinished:"Checkout for patron {patron} was not finished when the page was closed. Press En\
ter, and scan the card again.",patronUnfinishedCheckIn:"Checkout for patron {patron} was not finished when the page was closed. You are still in Check In. To le\
nd, scan the card in Patron Barcode.",orphansHeld:{one:"1 item is held without a patron.",other:"{count} items are held without a patron."},keyLendsOrphans:{one:"\
{key} lends it to {patron}.",other:"{key} lends them to {patron}."},scanPatron:"Scan the patron's barcode.",scanItem:"Scan the item's barcode.",scanPatronFirst:"\
Scan the patron's barcode first.",chooseLibraryFirst:"Choose the library first.",keyWithinScan:"{key} does nothing in the middle of a scan. Press Enter first.",
keyAgain:"Press {key} again if you mean it.",noScanHeld:"No scan is held.",scansHeld:{one:"1 scan is held and not recorded: see the Transaction Log.",other:"{co\
unt} scans are held and not recorded: see the Transaction Log."},seeLog:"See the Transaction Log.",moreInLog:{one:"And 1 more: see the Transaction Log.",other:"\
And {count} more: see the Transaction Log."},correctLine:"Correct this record in the lines below, then press Submit Records.",itemDiscarded:"{item} is discarded\
.",itemVoided:"{item} is voided.",itemToBeVoided:"{item} will be voided.",linesToRecord:{one:"1 line to record",other:"{count} lines to record"},linesToRecordOdd:{
one:"1 line to record. Look at it: {problems}",other:"{count} lines to record. Look at these: {problems}"},moreProblems:{one:"And 1 more.",other:"And {count} mo\
re."},heldNotInFile:{one:"The held scan is not in the file.",other:"The {count} held scans are not in the file."},scansWouldWait:"Scans are waiting.",linesOfFile:{
one:"1 line from the file will be recorded. Already here: {known}.",other:"{count} lines from the file will be recorded. Already here: {known}."},fileIsCut:"Sca\
n this once more: {line}. The file ends in the middle of that line, so it was left out.",fileNotRead:"This file cannot be read. Copy it to this computer, and op\
en the copy.",fileNotOfPage:"This file was not made with Save to a file. Ask the supervisor to import it: Import Files of Other Stations (import.php).",fileBeingMade:"\
Making the file…",nothingToSave:"No scan is waiting, so there is nothing to save.",nothingToTakeOut:"No scan is waiting, so there is nothing to put into a fil\
e.",fileNotMade:"No file was made: this browser cannot store which scans are in it. Press Save to a file instead.",takenOut:{one:"1 scan is in a file for Alma. \
Give this to the supervisor: {files}.",other:"{count} scans are in a file for Alma. Give this to the supervisor: {files}."},openNotInFile:{one:"1 scan is held o\
r rejected, and not in the file.",other:"{count} scans are held or rejected, and not in the file."},refusedNotInFile:{one:"1 line that the server would refuse i\
s not in the file. It keeps waiting.",other:"{count} lines that the server would refuse are not in the file. They keep waiting."},takenOutHere:{one:"1 scan from\
 this computer is in a file for Alma, and will not be sent.",other:"{count} scans from this computer are in a file for Alma, and will not be sent."},askSend:{one:"\
Send 1 scan to the server after all? If somebody imports the file or loads it into Alma too, the scan counts twice.",other:"Send {count} scans to the server aft\
er all? If somebody imports the file or loads it into Alma too, they count twice."},askRemove:{one:"Has Alma loaded the file? Then remove 1 scan here. After tha\
t, you cannot make the file again.",other:"Has Alma loaded the file? Then remove {count} scans here. After that, you cannot make the file again."},answerSend:"S\
end after all",answerRemove:"Remove",sentAfterAll:{one:"1 scan will be sent after all.",other:"{count} scans will be sent after all."},removedHere:{one:"1 scan \
is removed from this computer.",other:"{count} scans are removed from this computer."},problemOf:"{scanned}: {problem}",guessOf:"Did the scanner mean {guess}?",
keyDiscards:"{key} discards it.",keyMakesPatron:"{key} makes {patron} the next patron.",keyMakesThisPatron:"{key} makes this the next patron.",keyTakesGuess:"{k\
ey} records {guess} instead.",keyLendsToNext:"{key} lends it to the next patron you scan.",keyRecords:"{key} records it anyway.",keyThenRecords:"Then {key} reco\
rds it.",keyLetsPatron:"{key} lends it anyway, and this patron's other items too.",chooseInLog:"Choose what to do in the Transaction Log.",noPatron:"No patron.",
noLibrary:"No library is chosen.",cutByKey:"{key} came in the middle of the scan.",keyAfterBoth:"{key} came right after this scan and the one before it, as if t\
he scanner had sent it.",unclearEnter:"This may be an item or the next patron: Enter came right after the patron's scan.",otherVersion:"This comes from another \
version of this page.",isReadError:"The scanner could not read it.",isStripe:"This is a card's magnetic stripe, not a barcode.",hasControl:"There is a control c\
haracter in it.",hasCharacters:"Barcodes do not contain characters like these. The scanner and this computer may be set to different keyboards.",isIsbn:"This is\
 the publisher's barcode (ISBN or ISSN), not the library's.",isTwice:"The same barcode came twice in one scan.",isTwo:"These look like two barcodes in one scan.",
isLong:"This is too long: a barcode has at most 32 characters.",hasAdded:"It still has characters in it that a scanner adds.",noPatronFound:"No patron barcode f\
ound.",notAnItem:"This does not look like an item's barcode.",isPatron:"This looks like a patron's barcode.",isItem:"This looks like an item's barcode.",oddItem:"\
This does not look like the items' barcodes recorded here.",oddPatron:"This does not look like the patrons' barcodes recorded here.",wrongCheckDigit:"The check \
digit of this barcode is wrong.",beginsNotWith2:"This barcode should begin with 2.",beginsNotWith3:"This barcode should begin with 3.",ownPatron:"This is the pa\
tron's barcode.",wasPatron:"This was scanned as a patron's barcode today.",wasItem:"This was scanned as an item's barcode today.",unlistedItem:"This item is not\
 in the list from Alma.",othersItem:"This item belongs to another library.",unlistedPatron:"This patron is not in the list from Alma.",isBlocked:"This patron is\
 blocked in Alma.",isExpired:"This patron's account expired. Its last day was {day}.",repeatOut:"This item was checked out a moment ago.",repeatIn:"This item wa\
s checked in a moment ago.",correctBarcode:"Correct the barcode",countsToday:"Recorded today at this desk: loans {loans}, returns {returns}.",olderNotShown:{one:"\
The list shows the latest scans. 1 older one is waiting and not shown.",other:"The list shows the latest scans. {count} older ones are waiting and not shown."},
stateHeld:"⚠ held, not recorded: {reason}",stateInPage:"◌ not recorded yet, in this page only",stateKept:"◌ kept on this computer",stateRejected:"✖ reject\
ed: {reason}",stateRecorded:"✔ recorded {at}",stateTakenOut:"◌ in a file for Alma, not sent",stateVoiding:"◌ to be voided",stateVoided:"✖ voided",stateInFile:"\
✖ already in a file: correct it in Alma",kindLoan:"Loan",kindReturn:"Return",buttonRecord:"Record",buttonCorrect:"Correct",buttonDiscard:"Discard",buttonVoid:"\
Void",buttonSend:"Send after all",buttonTake:"Use {guess}",buttonPatron:"Use as patron",buttonGuessPatron:"Use {guess} as patron",buttonOfItem:"{button} {item}",
soundOn:"Sound is on",soundOff:"Sound is off",soundOffNoTest:'Sound is off. Press "Sound is off" to switch it on, then press Test sound again.',soundImpossible:"\
This browser cannot play sound. Look at the large card after each scan.",soundTested:"Those were the three tones. If you heard nothing, turn up the volume of th\
is computer.",toneTested:"{number} of {all}: {sign} {word}: {meaning}",toneRecordedMeans:"two quick notes, the second one higher. The scan is taken.",toneLookMeans:"\
three equal notes. A scan is held, or you need to look.",toneNotRecordedMeans:"one long deep note. Something was refused and is not recorded.",mayDelete:"When t\
his computer's disk fills up, this browser may delete scans that are waiting.",keepsScans:"This browser keeps scans that are waiting, even when the disk fills u\
p.",keepsRefused:"The browser did not agree. Bookmark this page and ask again, or ask whoever looks after this computer.",moreArrived:{one:"1 more record has ar\
rived since you opened this page.",other:"{count} more records have arrived since you opened this page."},recordsGone:{one:"1 record has disappeared since you o\
pened this page.",other:"{count} records have disappeared since you opened this page."},desksChanged:"What the desks hold has changed since you opened this page\
.",countMayBeOld:"The server cannot be reached, so the count may be out of date.",reloadPage:"Reload",noRecord:"none",making:"{files}, {records}",filesMade:{one:"\
1 file",other:"{count} files"},recordsMade:{one:"1 record",other:"{count} records"},makingFiles:"Making the files. You may leave this page: they will be on List\
 Generated Files.",filesUnsent:"The files could not be sent, and nothing from them is recorded. Check that the server can be reached, and try again.",recordsUnsure:"\
The server's answer was lost, so it is not certain that the records were added. Press the button again: nothing is recorded twice.",filesTooLarge:"Import fewer \
files at a time, or split a large one. These are larger than {megabytes} MB, the most that can be imported at once.",sendingFiles:"Sending…",sendingPercent:"S\
ending: {percent}%",sentReading:"Sent. The server is reading the lines…",sentRecording:"Sent. The server is recording…",pressToSee:"Press it to see what wou\
ld be recorded now."}),bn=new Intl.PluralRules("en");function c(n,...t){let e=t[0]??{},s=kn[n];return(typeof s=="string"?s:s[bn.select(Number(e.count))]??s.other).
replace(/\{(\w+)\}/g,(o,r)=>String(e[r]))}var yn=Object.freeze(["held","waiting","rejected","taken out","voiding","recorded","voided","in a file"]);function vn(n){return/[",]/.test(n)?`"${n.replace(/"/g,
'""')}"`:n}function ie({library:n,time:t,kind:e,item:s,callNumber:i,patron:o,patronName:r}){return[n,t,e,s,i,o,r].map(a=>vn(a??"")).join(",")}function v(n){let e=[
...(","+n).matchAll(/,(?:"((?:[^"]|"")*)"([^,]*)|([^,]*))/g)],[s="",i="",o="",r="",a="",h="",l=""]=e.map(([,u,f,d])=>(d===void 0?u.replace(/""/g,'"')+f:d).trim());
return{library:s,time:i.replace(/\D/g,""),kind:o,item:r,callNumber:a,patron:h,patronName:l}}function P(n,t){return n.raw??ie({...n,time:n.time??t.at(n.library??
"",n)})}function R(n,t){return n.epoch!==void 0&&n.epoch===(t==null?void 0:t.epoch)&&n.item===(t==null?void 0:t.item)}function bt(n,t){return n.epoch!==void 0?R(
n,t):t.epoch===void 0&&t.raw===n.raw&&t.state===n.state}var N=({state:n})=>n==="waiting"||n==="voiding",K=({state:n})=>n==="held"||n==="rejected",T=({state:n})=>n===
"taken out",G=({id:n})=>typeof n=="string";function it({void:n,...t}){return n?{...t,state:"voiding"}:yn.includes(t.state)?t:{...t,state:"held",reason:c("otherV\
ersion")}}var On={"cut off":"serverAway",refused:"serverRefuses",unclear:"serverUnclear"};function xn({entries:n,sending:t,durable:e,isTimeKnown:s},i){let o=n.filter(N).length,
r=n.filter(K).length,a=[];e||a.push(c("keepsNothing")),t!=="ok"&&(a.push(c(On[t])),o>0&&a.push(c("scansWaiting",{count:o})),a.push(e?c("keepScanning"):c("keepsT\
rying")),t==="unclear"&&a.push(c("reloadIfUnclear")),s||a.push(c("timeUnknown")));let h=n.filter(T).length;return h>0&&a.push(c("scansTakenOut",{count:h})),i&&a.
push(c("clocksApart",{workstation:i.workstation,server:i.server})),r>0&&a.push(c("scansNeedYou",{count:r})),a.join(" ")}function We(n,t,e){let s=xn(t,e);n.textContent!==
s&&(n.textContent=s),n.hidden=s===""}function M(n){return new Date(n).toISOString().replace(/\D/g,"").slice(0,14)}function D(n){let t=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(n);if(!t)return NaN;
let[e,s,i,o,r,a]=t.slice(1).map(Number);return Date.UTC(e,s-1,i,o,r,a)}function He(n){return n.replace(/^(\d{4})(\d\d)(\d\d).*/,"$1-$2-$3")}function S(n){return n.
replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/,"$1:$2:$3")}var Tn=2e3,En={ok:"connected","cut off":"cutOff",refused:"serverBusy",unclear:"serverOdd"},yt=class{#t;#e;#s;#n;constructor({connection:t,waiting:e,time:s},i){this.#t=
t,this.#e=e,this.#s=s,this.#n=i,setInterval(()=>this.#i(),Tn)}#i(){let t=this.#n;this.#s.textContent=t.usable?S(t.now()).slice(0,5):"--:--"}show({entries:t,sending:e}){
this.#i(),this.#t.textContent=c(En[e]),this.#t.classList.toggle("is-off",e!=="ok");let s=t.filter(N).length;this.#e.textContent=c("waitingHere",{count:s}),this.#e.
classList.toggle("is-some",s>0)}};var Sn="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";function qe(n){return/^\d{7,}$/.test(n)?[...n].reverse().reduce((e,s,i)=>{let o=Number(s)*(i%2?2:1);return e+
(o>9?o-9:o)},0)%10===0:!1}function Ln(n){return/^\d{6,}[0-9X]$/.test(n)?[...n].reverse().map(s=>s==="X"?10:Number(s)).reduce((s,i,o)=>s+i*(o+1),0)%11===0:!1}function Nn(n){
let t=[...n].map(s=>Sn.indexOf(s));if(t.length<5||t.includes(-1))return!1;let e=t.pop();return t.reduce((s,i)=>s+i,0)%43===e}var oe=Object.freeze({mod10:qe,mod11:Ln,
mod43:Nn}),ze=n=>n.length===14&&qe(n);var re={"read error":"isReadError",stripe:"isStripe",control:"hasControl",characters:"hasCharacters",isbn:"isIsbn",twice:"isTwice",two:"isTwo",long:"isLong"},An=/^\][A-Za-z][0-9A-Za-z]/,
In=/^(\*)([^*]+)(\*)$/,Pn=/^([A-Da-d])(\d{10,})([A-Da-d])$/;function J(n){var r;let t=((r=An.exec(n))==null?void 0:r[0])??"",e=n.slice(t.length).trim(),[,s="",i=e,
o=""]=In.exec(e)??Pn.exec(e)??[];return{barcode:i.trim(),taken:[t,s,o].filter(Boolean)}}var Rn=/^(?:<?NR>?|NO[ _-]?READ|BAD[ _-]?READ|READ[ _-]?ERR(?:OR)?|ERR(?:OR)?|\?+|[%;+]E\??(?:[%;+]E\??)*)$/i,
Cn=/^(?:%.*[?^]|;.*[?=]|\+.*\?)/,Bn=/^[ -~]*$/,$n=/[\x00-\x1f\x7f-\x9f]/;function F(n,t=()=>!1){return $n.test(n)?"control":Rn.test(n)?"read error":Cn.test(n)?"\
stripe":!Bn.test(n)||!/[0-9A-Za-z]/.test(n)?"characters":Mn(n,t)?"twice":Dn(n)&&!t(n)?"isbn":n.length>32?"long":/^\d{20,}$/.test(n)&&!t(n)?"two":""}function Ke(n){
var t;return((t=/^(.{4,32}?)(?:[ *]*\1)+$/.exec(n))==null?void 0:t[1])??""}function Mn(n,t){let e=Ke(n);return e.length>=6||e!==""&&!t(n)}function Dn(n){let t=n.
replace(/[ -]/g,"");return/^97[789]\d{10}(?:\d{2}|\d{5})?$/.test(t)?[...t.slice(0,13)].reduce((s,i,o)=>s+Number(i)*(o%2?3:1),0)%10===0:!1}var _n=[`&é"'(-è_çà`,
`&é"'(§è!çà`,"+ěščřžýáíé","+ľščťžýáíé","!@#$%^&*()",'!"£$%^&*()','!"§$%&/()='],Un=[1632,1776,2406,65296],jn=/[\u2010-\u2015\u2212]/g;function Fn(n){
let t=[...n].map(Wn).join("").replace(jn,"-");if(F(t)===""&&t!==n)return t;if(/\d/.test(t))return"";for(let e of _n){let s=[...n].map(i=>e.includes(i)?String((e.
indexOf(i)+1)%10):i).join("");if(/^[0-9A-Za-z]+$/.test(s))return s}return""}function Wn(n){let t=n.codePointAt(0)??0,e=Un.find(s=>t>=s&&t<s+10);return e===void 0?
n:String(t-e)}function vt(n,t){return n==="twice"?Ke(t):n==="characters"?Fn(t):""}var Ge=Object.freeze({patron_pattern:"([0-9]+)",item_pattern:".*"}),Hn={...re,added:"hasAdded","no patron":"noPatronFound","not an item":"notAnItem",patron:"isP\
atron",item:"isItem","odd item":"oddItem","odd patron":"oddPatron","check digit":"wrongCheckDigit","begins not with 2":"beginsNotWith2","begins not with 3":"beg\
insNotWith3","own patron":"ownPatron","was patron":"wasPatron","was item":"wasItem","repeat L":"repeatOut","repeat R":"repeatIn"},qn={2:"patron",3:"item"};function Ot(n){
try{return new RegExp(n)}catch{return}}var xt=class{#t;#e;#s;#n;#i;#h;#c;#o=new Map;constructor(t,e){var s,i;this.#t=t,this.#e=e,this.#c=t.patron_pattern!==Ge.patron_pattern,
this.#s=Ot(t.patron_pattern)??/(?!)/,this.#n=Ot(`^(?:${t.item_pattern})$`)??/^.*$/,this.#h=(((i=(s=Ot(`${t.item_pattern}|`))==null?void 0:s.exec(""))==null?void 0:
i.length)??1)>1,this.#i=t.item_pattern!==Ge.item_pattern&&!this.#n.test("#")}patron(t){let e=this.#c?this.#d(t):this.#r(t);if(e.problem)return e;let{barcode:s}=e,
i=this.#g(t)||this.#g(J(t).barcode);return{...e,...this.#l("patron",s,i?"item":this.#u(s))}}item(t,e,s){let i=this.#a(e);if(i.problem)return i;let{barcode:o}=i,
r=s&&o===s?"own patron":this.#f(o),a=this.#l("item",o,r);return{...i,...a.problem?a:{problem:this.#b(t,o)}}}isNone({problem:t}){return t in re}mayBePatron({barcode:t,
problem:e}){return e==="odd item"?this.#e.hasSeenLike("patron",t):e==="patron"||e==="was patron"}offerOfCard(t){if(!zn(t.problem))return this.isNone(t)&&!t.guess?
"discard":"patron"}offerOfItem(t){return this.mayBePatron(t)?"patron":void 0}line({kind:t,item:e,patron:s}){let i=[this.#m("item",e,this.#f(e))];if(t==="L"&&s){
let o=this.#g(s)?"item":this.#u(s);i.push(this.#m("patron",s,o))}return i.filter(Boolean)}words(t){return c(Hn[t])}isOrdinary(t){return this.#e.isOrdinary("item",
t)||this.#e.isOrdinary("patron",t)}remember(t,e){this.#e.remember("item",e),this.#o.set(`${t} ${e}`,performance.now())}rememberEarlier(t,e,s){this.#e.noteRole("\
item",e),this.#o.set(`${t} ${e}`,performance.now()-s)}rememberPatron(t){this.#e.remember("patron",t)}forget(t,e){this.#o.delete(`${t} ${e}`)&&this.#e.forget("it\
em",e)}#a(t){let e=J(t),s=this.#i?this.#n.exec(t):null,i=s??this.#n.exec(e.barcode),o=((i==null?void 0:i[1])||(s?t:e.barcode)).trim(),r=s?[]:e.taken,a=F(o,l=>this.#e.
isOrdinary("item",l)),h={barcode:o,taken:r,problem:a,guess:vt(a,o)};return this.#i?i?a==="control"||a==="read error"?h:{...h,problem:o.length>32?"long":"",guess:""}:
{...h,problem:a||"not an item"}:h}#r(t){var a;let{barcode:e,taken:s}=J(t),i=F(e,h=>this.#e.isOrdinary("patron",h));if(i)return{barcode:e,taken:s,problem:i,guess:vt(
i,e)};let o=((a=this.#s.exec(e))==null?void 0:a[1])??"";if(!o)return{barcode:e,taken:s,problem:"no patron",guess:""};let r=e.split(o,2).filter(Boolean);return{barcode:o,
taken:[...s,...r],problem:"",guess:""}}#d(t){var o,r;let e=J(t),s=(((o=this.#s.exec(t))==null?void 0:o[1])??((r=this.#s.exec(e.barcode))==null?void 0:r[1])??"").
trim();if(F(t)==="read error")return{barcode:t,taken:[],problem:"read error",guess:""};if(!s)return{barcode:t,taken:[],problem:"no patron",guess:""};let i=F(s,a=>this.#e.
isOrdinary("patron",a));return{barcode:s,taken:[],problem:i,guess:vt(i,s)}}#u(t){return this.#e.wasOnly("item",t)?"was item":this.#w(t,"2")}#f(t){return this.#e.
wasOnly("patron",t)?"was patron":this.#k(t)?"patron":this.#w(t,"3")}#l(t,e,s){if(s)return{problem:s,guess:""};let i=this.#e.oddity(t,e);if(i==="check digit")return{
problem:this.#t.check_digit==="auto"?i:"",guess:""};if(i===""||t==="item"&&this.#i)return{problem:"",guess:""};let o=t==="item"?"patron":"item";return this.#e.isOrdinary(
o,e)?{problem:o,guess:""}:{problem:`odd ${t}`,guess:this.#p(t,e)}}#p(t,e){let s=[...e].map(i=>i===i.toUpperCase()?i.toLowerCase():i.toUpperCase()).join("");return s!==
e&&this.#e.isOrdinary(t,s)?s:""}#m(t,e,s){let i=t==="item"&&this.#i;if(i&&!this.#h&&!this.#n.test(e))return"not an item";if(!i&&J(e).barcode!==e)return"added";let o=F(
e,a=>this.#e.isOrdinary(t,a));return(i&&!/^(control|read error|long)$/.test(o)?"":o)||this.#l(t,e,s).problem}#b(t,e){let s=this.#o.get(`${t} ${e}`)??-1/0,i=this.#o.
get(`${t==="L"?"R":"L"} ${e}`)??-1/0,o=this.#t.repeat_minutes*6e4;return s>i&&performance.now()-s<o?`repeat ${t}`:""}#g(t){return this.#i&&this.#n.test(t)}#k(t){
if(!this.#c||this.#i)return!1;let e=Ot(`^(?:${this.#t.patron_pattern})$`);return e!==void 0&&e.test(t)&&!e.test("#")}#w(t,e){return this.#t.check_digit!=="codab\
ar14"?"":ze(t)?t[0]===e?"":qn[t[0]]??`begins not with ${e}`:"check digit"}},zn=n=>/^(patron|item|was patron|was item)$/.test(n);var ce="queue";var Ve=new WeakMap,ot=class extends Error{},rt=class{#t;#e;#s;#n;constructor(t,e){this.#t=t,this.#e=e}async run(t,e,s=()=>{}){let i,o=async()=>{let r=await this.#i();
return this.#h(async a=>{let h=await Tt(r,t,l=>i=e(l,i),a);return a.aborted&&await Tt(r,t,l=>s(l,h)),h},1e4)};try{return await o()}catch(r){if(r instanceof ot||
r instanceof DOMException&&r.name==="QuotaExceededError")throw r;return this.close(),o()}}close(){var t;(t=this.#s)==null||t.close(),this.#s=void 0}probe(){return this.#h(
async()=>{let t=await Je(`${this.#t} probe`,[]);try{await Tt(t,"readwrite",e=>e.add({text:"x".repeat(65536)})),await Tt(t,"readwrite",e=>e.clear())}finally{t.close()}})}async#i(){
return this.#s||await this.#h(async()=>{this.#s=await Je(this.#t,this.#e())}),this.#s}async#h(t,e=5e3){if(this.#n)throw new ot;let s=new AbortController,i=t(s.signal).
finally(()=>this.#n=void 0);this.#n=i;let o,r=new Promise((a,h)=>{o=setTimeout(()=>{s.abort(),h(new ot)},e)});try{return await Promise.race([i,r])}finally{clearTimeout(
o)}}};function Je(n,t){return new Promise((e,s)=>{let i=indexedDB.open(n,1);i.onupgradeneeded=()=>{let o=i.result.createObjectStore(ce,{keyPath:"id",autoIncrement:!0});
for(let r of t)o.put(r)},i.onsuccess=()=>e(i.result),i.onerror=()=>s(i.error),i.onblocked=()=>s(new Error("blocked"))})}function Tt(n,t,e,s){let i=n.transaction(
ce,t,{durability:"strict"});return s==null||s.addEventListener("abort",()=>Kn(i)),new Promise((o,r)=>{let a;i.oncomplete=()=>o(a),i.onabort=()=>r(Ve.get(i)??i.error),
i.onerror=()=>r(i.error);try{a=e(i.objectStore(ce))}catch(h){r(h),i.abort()}})}function Kn(n){try{n.abort()}catch{}}function V(n,t){n.onsuccess=()=>{try{t(n.result)}catch(e){
let s=n.transaction;Ve.set(s,e),s.abort()}}}var Qe=n=>`offline-circ ${new URL(".",n).pathname}`,he=class{durable=!1;#t;#e=Promise.resolve();#s=new Map;#n=new Map;#i=new Map;#h=0;#c=new Map;constructor(t){
this.#t=new rt(t,()=>this.#r())}open(){return this.#o(()=>this.#f())}add(t,{mayBeThere:e=!1}={}){return this.#o(async()=>{if(!await this.#f())return this.#u(t);
try{let{ids:s}=await this.#t.run("readwrite",(i,o)=>e||o?Ze(i,t):Jn(i,t),Ye);return t.forEach((i,o)=>this.#s.set(s[o],{...i,id:s[o]})),s}catch{return this.durable=
!1,this.#u(t)}})}all(){return this.#o(async()=>(await this.#f(),await this.#l(),[...this.#r(),...this.#i.values()].map(t=>({...t}))))}update(t,e){return this.#o(
async()=>{await this.#f();let s=t.filter(i=>!this.#i.has(i));return[...await this.#m(s,e),...this.#p(t,e)]})}isStored({id:t}){return t===void 0||!this.#n.has(this.#a(
t))}#o(t){let e=this.#e.then(t);return this.#e=e.then(()=>{},()=>{}),e}#a(t){return this.#c.get(t)??t}#r(){return[...this.#s].flatMap(([t,e])=>this.#n.get(t)??(this.#n.
has(t)?[]:e))}#d(t,e){e?this.#s.set(t,{...e,id:t}):this.#s.delete(t)}#u(t){return t.map(e=>{let s=`memory ${++this.#h}`;return this.#i.set(s,{...e,id:s}),s})}async#f(){
if(this.durable)return!0;let t=[...this.#i.values()];try{t.length===0&&this.#n.size===0&&await this.#t.probe();let{ids:e}=await this.#t.run("readwrite",s=>{for(let[
i,o]of this.#n)Gn(s,i,o);return Ze(s,t,!0)},Ye);for(let[s,i]of this.#n)this.#d(s,i);t.forEach((s,i)=>{this.#c.set(s.id,e[i]),this.#d(e[i],s)}),this.#n.clear(),this.#i.
clear(),this.durable=!0}catch{}return this.durable}async#l(){try{let{result:t}=await this.#t.run("readonly",e=>e.getAll());this.#s=new Map(t.map(e=>[e.id,it(e)]))}catch{
this.durable=!1}}#p(t,e){let s=[];for(let i of t){let o=this.#i.get(i);if(!o)continue;let r=e({...o});r?this.#i.set(i,r):this.#i.delete(i),s.push({before:o,after:r})}
return s}async#m(t,e){try{let s=await this.#t.run("readwrite",(i,o)=>{let r=[];for(let a of t)V(i.get(this.#a(a)),h=>{let l=Vn(h,a,o)??this.#b(h,a,e);l&&(Xe(i,this.#a(
a),l.after),r.push(l))});return r});for(let{before:i,after:o}of s)this.#d(this.#a(i.id),o),this.#n.delete(this.#a(i.id));return s}catch{return this.durable=!1,this.#g(
t,e)}}#b(t,e,s){let i=this.#n.get(this.#a(e));if(t===void 0||i===null)return;let o={...i??it(t),id:e};return{before:o,after:s({...o})}}async#g(t,e){await this.#l();
let s=[];for(let i of t){let o=this.#a(i),r=this.#b(this.#s.get(o),i,e);r&&(this.#n.set(o,r.after&&{...r.after,id:o}),s.push(r))}return s}};function Xe(n,t,e){e?
n.put({...e,id:t}):n.delete(t)}function Gn(n,t,e){V(n.get(t),s=>{s!==void 0&&Xe(n,t,e)})}function Jn(n,t){let e=[];return t.forEach((s,i)=>V(n.add(s),o=>e[i]=Number(
o))),{ids:e,made:e}}function Ye(n,{made:t}){for(let e of t)n.delete(e)}function Ze(n,t,e=!1){let{ids:s,made:i}={ids:[],made:[]};return V(n.getAll(),o=>{t.forEach(
({id:r,...a},h)=>{let l=o.findIndex(f=>bt(a,it(f))),[u]=l<0?[]:o.splice(l,1);V(u?n.put(e?{...u,...a}:u):n.add(a),f=>{s[h]=Number(f),u||i.push(s[h])})})}),{ids:s,
made:i}}function Vn(n,t,e=[]){return e.find(({before:s,after:i})=>s.id===t&&i&&n&&JSON.stringify({...i,id:n.id})===JSON.stringify(n))}async function de(n){let t=new he(
n);return await t.open(),t}async function ts(n){let t=new rt(n,()=>[]);try{let{result:e}=await t.run("readonly",s=>s.getAll());return e.map(it).filter(N).length}finally{
t.close()}}function E(n,t,e){try{return JSON.parse(n.get(t)??"")??e}catch{return e}}var Y=class{#t;#e;constructor(t,e){this.#e=t;try{this.#t=e(),this.#t.setItem(
`${t} test`,"1")}catch{let s=new Map;this.#t={getItem:i=>s.get(i)??null,setItem:(i,o)=>{s.set(i,o)},removeItem:i=>{s.delete(i)},key:i=>[...s.keys()][i]??null,get length(){
return s.size}}}}get(t){return this.#t.getItem(`${this.#e} ${t}`)}set(t,e){try{this.#t.setItem(`${this.#e} ${t}`,e)}catch{}}remove(t){this.#t.removeItem(`${this.#e}\
 ${t}`)}keys(t){let e=Array.from({length:this.#t.length},(i,o)=>this.#t.key(o)??""),s=`${this.#e} `;return e.filter(i=>i.startsWith(s+t)).map(i=>i.slice(s.length))}};function Z(n,t){let e=n.filter(([i])=>i*1e3<=t),[,s]=e[e.length-1]??n[0]??[0,0];return s*1e3}function Et(n,t){for(let e=1;e<n.length;e++){let[s,i]=n[e],o=n[e-1][1],
[r,a]=[s-30,s+o-i];if(i<o&&r*1e3<=t&&t<a*1e3){let h=Math.floor((Math.floor(t/1e3)-r)*30/(a-r));return(r+o+h)*1e3}}return t+Z(n,t)}var es="server clock",is=5e3,Yn=2e3,Zn=2*36e5,Qn=60,ss=15*6e4,Xn=3*6e4,ti=24*36e5,St=class{#t;#e;#s=0;#n=0;#i;#h=!1;#c=Date.now()-performance.now();#o;constructor(t,e=()=>""){
this.#t=t,this.#i=e;let{ahead:s,zones:i}=E(t,es,{});this.#e=this.#c+(s??0),this.#o=new Map(Object.entries(i??{"":[[0,ns()/1e3]]}))}learn({server_time:t,not_before:e,
zones:s=si(t)},i){var h;let o=Date.parse(t);if(!Number.isFinite(o)||!((h=s[""])!=null&&h.length))return;this.#o=new Map(Object.entries(s));let r=performance.now();
if(this.usable&&r-i>Yn)return;this.#e=o-(i+r)/2,(!this.#h||this.#s-this.#a>Zn)&&(this.#s=0),this.#d(Date.parse(e??"")||0),this.#h=!0,this.#c=Date.now()-r;let a=Math.
round(this.#e-this.#c);this.#t.set(es,JSON.stringify({ahead:a,zones:s}))}get usable(){return this.#h&&Math.abs(Date.now()-performance.now()-this.#c)<is}get#a(){
return performance.now()+this.#e}get zones(){return this.#o}#r(t){return this.#o.get(t)??this.#o.get("")??[]}now(t=this.#i()){return this.#d(this.#a),M(Et(this.#r(
t),this.#s))}#d(t){let e=performance.now()-this.#n;this.#s=Math.max(this.#s+e/Qn,t),this.#n+=e}timeOfScan(t){return this.#u(t)?this.now(t):null}#u(t){return this.
usable&&(t!==""||this.#o.size===1)}ago(t,e){return Et(this.#r(t),this.#a)-D(e)}get moment(){return{epoch:Date.now(),ticks:performance.now(),page:performance.timeOrigin}}at(t,e={}){
return M(Et(this.#r(t),this.#a-ei(e)))}apart(t){if(!this.#u(t))return;let[e,s]=[this.#a+Z(this.#r(t),this.#a),Date.now()+ns()],i=Math.round((e-s)/ss);if(i===0||
Math.abs(e-s-i*ss)>Xn)return;let[o,r]=[s,e].map(a=>S(M(a)).slice(0,5));return{quarters:i,workstation:o,server:r}}};function ei({epoch:n=Date.now(),ticks:t,page:e}){
let s=Date.now()-n;if(t===void 0||e!==performance.timeOrigin)return s;let i=performance.now()-t;return s<i-is||s>i+ti?i:s}function si(n){let[,t,e,s]=/([+-])(\d\d):(\d\d)$/.
exec(n)??["","+","0","0"];return{"":[[0,+`${t}1`*(Number(e)*3600+Number(s)*60)]]}}function ns(){return-new Date().getTimezoneOffset()*6e4}var at=c("noPatron"),ni={patron:"buttonPatron",record:"buttonRecord",correct:"buttonCorrect",discard:"buttonDiscard",void:"buttonVoid",send:"buttonSend"};function ct({
offer:n,guess:t}){return n==="discard"||n==="patron"?n:t?"take":"record"}var le=["patron","blocked","expired"],ht=({hold:n=[]})=>n.some(t=>le.includes(t)),Lt=(n,t)=>n.
began!==void 0&&n.began===t.began&&n.patron===t.patron;function Nt(n){let t=[ct(n),"record","correct","discard"];return[...new Set(t)]}function ue(n,{guess:t=""}){
return n==="take"?c("buttonTake",{guess:t}):n==="patron"&&t?c("buttonGuessPatron",{guess:t}):c(ni[n])}function ii(n,t){let{guess:e="",reason:s}=n,i=ct(n);return i===
"discard"?c("keyDiscards",{key:t}):i==="take"?c("keyTakesGuess",{key:t,guess:e}):i==="patron"?e?c("keyMakesPatron",{key:t,patron:e}):c("keyMakesThisPatron",{key:t}):
ht(n)?c("keyLetsPatron",{key:t}):s===at?c("keyLendsToNext",{key:t}):n.library?c("keyRecords",{key:t}):c("keyThenRecords",{key:t})}function os(n,t){let{scanned:e=n.
item??"",reason:s="",guess:i}=n,o=ct(n),r=n.kind==="L"&&!n.patron&&o==="record"&&s!==at,a=o==="record"||o==="take";return[c("problemOf",{scanned:e,problem:s}),...i?
[c("guessOf",{guess:i})]:[],...a&&!n.library?[c("chooseLibraryFirst")]:[],t&&!r?ii(n,t):c("chooseInLog")].join(" ")}function fe(n,t,e){let{reason:s,scanned:i,offer:o,
guess:r,hold:a,...h}=e===void 0?n:pe(n,e),l=h.kind==="L",u=h.patron||(l?t.patron:""),f=h.patron||!l?h.patronName:t.patronName,d=!(a!=null&&a.length&&e!==void 0);
return{...h,library:h.library||t.library,patron:u,patronName:f,state:"waiting",...d&&{accepted:d}}}var rs=(n,{library:t,patron:e})=>dt({...n,library:n.library||
t,patron:n.patron||e})==="";function as(n,t){var e;return n.state==="held"&&((e=n.hold)!=null&&e.every(s=>le.includes(s)))?fe(n,t):n.state==="held"||n.state==="\
waiting"?{...n,patronAccepted:!0}:n}function cs(n,t){let e=n.filter(({kind:s})=>!(t.patronAccepted&&le.includes(s)));return t.state!=="waiting"||t.accepted||e.length===
0?t:{...t,state:"held",hold:e.map(({kind:s})=>s),reason:e.map(({reason:s})=>s).join(" ")}}function pe({tried:n,...t},e){let s=v(t.raw??""),i=t.raw&&ie({...s,kind:s.
kind,item:e});return{...t,item:e,...i&&{raw:i}}}function dt({library:n,kind:t,patron:e}){return n?t==="L"&&!e?c("scanPatronFirst"):"":c("chooseLibraryFirst")}var Q="turn",me="left",hs="check in",oi=5*6e4,At=class{#t;#e;constructor(t,e){this.#t=t,this.#e=e}keep(t){this.#s(JSON.stringify(t))}end(){this.#s("")}#s(t){this.#e.
set(Q,t),this.#t.set(Q,t)}leave(t){this.#e.get(Q)!==null&&(this.#e.set(me,String(Date.now())),this.#e.set(hs,t?"yes":""))}find(){let t=Math.abs(Date.now()-Number(
this.#e.get(me)))<oi;this.#e.set(me,"");let e=t?E(this.#e,Q):void 0,i=!e&&!!this.#t.get(Q)?E(this.#t,Q,{patron:""}).patron:void 0;return{here:e,elsewhere:i,isCheckIn:t&&
this.#e.get(hs)==="yes"}}};var It=class{#t=!1;#e=new Set;#s=new Map;#n=new Map;#i=0;ended(){this.#t=!0,this.#e.clear()}interrupted(t){if(t&&this.#t){this.#i=this.#e.size?0:this.#i+1;for(let[
e,s]of this.#s)this.#e.has(e)||(this.#s.set(e,s-1),this.#n.delete(e))}this.#t=!1}judge(t,e){if(!this.#t)return"";let s=this.#s.get(t)??0,i=e==="none"||e==="litt\
le"&&this.#i<3,o=this.#e.has(t);if(o&&(this.#s.delete(t),this.#n.delete(t)),o||s<=0&&!i)return this.#t=!1,o?"":"after a scan";this.#e.add(t);let r=(this.#n.get(
t)??0)+1;return this.#n.set(t,r),this.#s.set(t,r>=3?2:1),r>=3?"suffix":"perhaps suffix"}};var Ct=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>n.length===1&&!t&&!e&&!s,lt=({ctrlKey:n,altKey:t,metaKey:e,shiftKey:s})=>n||t||e||s,Bt=n=>n instanceof Element&&n.
matches("input[type=text], textarea, select");function Pt(n){var e;let t=((e=/^Numpad(\d)$/.exec(n.code))==null?void 0:e[1])??"";return lt(n)||Ct(n)?"":t}var ri=({
altKey:n,code:t})=>n&&/^Numpad\d$/.test(t),ge=({key:n,ctrlKey:t,altKey:e})=>t&&!e&&/^[jm]$/i.test(n),ai=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>t&&!e&&!s&&n.length===
1&&!/[acvxyz0+=-]/i.test(n),ci=({isComposing:n,key:t})=>n||t==="Process",hi=({key:n,code:t})=>n==="Enter"||/Enter$/.test(t),Rt=class{last;#t;#e;#s;#n=new It;#i=new Map;#h=!1;constructor(t,e,s){
this.last=t[0],this.#t=t,this.#e=e,this.#s=s,addEventListener("focusin",({target:i})=>{this.last=this.#c(i)??this.last}),addEventListener("pointerdown",()=>this.#n.
interrupted(!1)),addEventListener("keydown",i=>this.#o(i));for(let i of t)i.addEventListener("input",()=>this.#l(i)),i.addEventListener("beforeinput",o=>this.#m(
i,o)),i.addEventListener("compositionend",()=>this.#r(i))}back(){this.focus(this.last)}focus(t){this.last=t,t.focus(),this.#s.isDone(t)?t.select():t.setSelectionRange(
t.value.length,t.value.length)}isUnsent(t){return t.value.trim()!==""&&!this.#s.isDone(t)}get hasUnsent(){return this.#t.some(t=>this.isUnsent(t))}endAll(){for(let t of this.#t)
this.isUnsent(t)&&this.end(t)}type(t){let e=t.split(/[\r\n\t]+/);e.forEach((s,i)=>{this.back(),s&&this.#p(this.last,s),i<e.length-1&&this.isUnsent(this.last)&&this.
end(this.last)})}end(t){let e=t.value.trim();if(!e){let i=this.#n.judge("Enter",this.#s.senseOf(t,"Enter"));/suffix/.test(i)?this.#s.taken("Enter",i==="suffix"):
this.#s.enter(t,i==="after a scan");return}let s=this.#i.get(t);this.#i.delete(t),this.#n.ended(),this.#s.scanned(t,e,s&&t.value.length>s.length?s.key:"")}#c(t){
return this.#t.find(e=>e===t)}#o(t){let e=this.#c(t.target);this.#h=t.isComposing&&hi(t),!(t.defaultPrevented||ci(t))&&(/^F\d+$/.test(t.key)?this.#u(t,e):e?this.#a(
t,e):this.#d(t))}#a(t,e){let s=Pt(t);if(t.key==="Enter"||ge(t)){if(t.preventDefault(),t.repeat)return;if(t.key==="Enter"||e.value.trim())return this.end(e);this.#n.
interrupted(!1),this.#s.taken("LF",!0)}else if(t.key==="Tab"&&!lt(t)){if(!this.isUnsent(e))return;t.preventDefault(),this.end(e)}else s?(t.preventDefault(),this.#p(
e,s)):ai(t)&&this.isUnsent(e)&&(t.preventDefault(),this.#f(e,`Control+${t.key.toUpperCase()}`))}#r(t){let e=this.#h;this.#h=!1,e&&t.value.trim()&&this.end(t)}#d(t){
if(Bt(t.target))return;let e=Pt(t);(e||ri(t)||Ct(t)&&t.key!==" ")&&this.back(),e&&(t.preventDefault(),this.#p(this.last,e))}#u(t,e){if(lt(t))return;let{key:s,target:i}=t,
o=e?this.isUnsent(e):i instanceof HTMLTextAreaElement||i instanceof HTMLInputElement&&i.value!=="",r=this.#e.includes(s);if((o||r||!/^F(5|11)$/.test(s))&&t.preventDefault(),
o)e&&this.#f(e,s);else if(r&&!t.repeat){let a=this.#n.judge(s,e?this.#s.senseOf(e,s):"some");/suffix/.test(a)?this.#s.taken(s,a==="suffix"):this.#s.pressed(s,a===
"after a scan")}}#f(t,e){this.#i.has(t)||this.#i.set(t,{key:e,length:t.value.length}),t.value.length>32?this.end(t):this.#s.ignored(e)}#l(t){t.value===""&&this.#i.
delete(t),this.#n.interrupted(!0)}#p(t,e){let{selectionStart:s,selectionEnd:i,value:o}=t;t.setRangeText(e,s??o.length,i??o.length,"end"),t.dispatchEvent(new Event(
"input",{bubbles:!0}))}#m(t,e){var i;let s=e.data??((i=e.dataTransfer)==null?void 0:i.getData("text/plain"))??"";/^insert(LineBreak|Paragraph)$/.test(e.inputType)?
(e.preventDefault(),this.end(t)):/[\r\n\t]/.test(s)&&(e.preventDefault(),this.type(s))}};var _="---",X="library",ds="library of the address";function di(n,t){let e=i=>t.some(o=>o.toLowerCase().startsWith(i)),s="";for(let i of n.toLowerCase())if(s=e(
s+i)?s+i:i,!e(s))return!1;return!0}var $t=class{#t;#e;#s;#n;#i=!1;#h="";#c="";#o=!1;constructor(t,{settings:e,session:s},i){this.#t=t,this.#e=e,this.#s=s,this.#n=
i,this.restore(),t instanceof HTMLSelectElement&&(t.addEventListener("focus",()=>this.#r()),t.addEventListener("pointerdown",()=>this.#o=!0),t.addEventListener(
"change",()=>this.#d()),t.addEventListener("keydown",o=>this.#u(o,t)))}get code(){return this.#t.value===_?"":this.#t.value}get fixed(){return this.#i?this.code:
""}get name(){let t=this.#t;return t instanceof HTMLSelectElement?t.selectedOptions[0].text:t.dataset.name??""}restore(){let t=this.#t;if(!(t instanceof HTMLSelectElement))
return;let e=[...t.options],s=a=>a!==null&&e.some(({value:h})=>h===a);this.#a(new URLSearchParams(location.search),s);let i=this.#s.get(ds)??_;this.#i=i!==_&&s(
i);let o=this.#s.get(X),r=this.#i?[i]:i!==_?[o]:[o,this.#e.get(X)];t.value=r.find(a=>a!==_&&s(a))??_,this.#i?e.filter(({value:a})=>a!==i).forEach(a=>a.remove()):
t.value!==_&&this.#s.set(X,t.value),this.#c=t.value}#a(t,e){let s=t.get("library");if(s!==null){if(t.has("recorded")){this.#s.set(X,s);return}this.#s.set(ds,s),
e(s)||this.#s.set(X,_)}}#r(){this.#h="",this.#c=this.#t.value}#d(){if(!this.#i)for(let t of[this.#e,this.#s])t.set(X,this.#t.value);this.#o&&this.#n.back()}#u(t,e){
this.#o=!1;let{key:s}=t,i=Pt(t);if(i||Ct(t)&&(this.#h||s!==" ")){if(this.#h+=i||s,di(this.#h,[...e.options].map(({text:r})=>r)))return;t.preventDefault();let o=this.#h;
e.value=this.#c,this.#d(),this.#r(),this.#n.type(o)}else s==="Enter"?(t.preventDefault(),this.#n.back()):/^(Arrow|Page|Home|End|Escape)/.test(s)&&(this.#h="",setTimeout(
()=>this.#r()))}};function we(n,t){var o;let e=n.trim();if(/^\d{7,}$/.test(e))return e;let s=[...e].map((r,a)=>e.slice(a)),i=r=>/^(?=.*\d)\S{6,}$/.test(r)&&t(r);return s.find(i)??
((o=/(?:^|\D)(\d{14})$/.exec(e))==null?void 0:o[1])??""}function li({value:n,selectionStart:t}){let e=n.slice(0,t).split(`
`).pop()??"";return e.includes(",")?"":e}var ls=n=>(n.key==="Enter"||n.key==="Tab")&&!lt(n)&&!n.isComposing;function us({fields:n,lines:t},e,s,i){for(let o of n)
o.addEventListener("keydown",r=>{if(!ls(r))return;let a=we(o.value,s);if(a)o.value=o.value.trim().slice(0,-a.length).trim(),e.type(`${a}
`);else if(r.key==="Enter")i();else return;r.preventDefault()});t.addEventListener("keydown",o=>{let r=ls(o)?li(t):"";if(!r.trim())return;o.preventDefault();let a=t.
selectionStart;t.setRangeText("",a-r.length,a,"end"),e.type(`${r}
`)})}var ke=c("unclearEnter"),Mt=class{#t;#e;#s;#n;#i;#h;#c;#o;#a;#r="";#d=!1;#u=0;#f=!1;#l=!1;#p=[];#m=!1;#b=!1;#g;#k="";#w;constructor(t,{settings:e,session:s,station:i,
keys:o,held:r,turned:a}){this.#t=t,this.#e=i,this.#s=i.checks,this.#n=o,this.#i=r,this.#h=a;let{patronBarcode:h,itemBarcode:l,itemBarcode2:u,callNumber:f,patronName:d,
textarea:g}=t;this.#o=new Rt([h,l,u],Object.values(o).filter(Boolean),{scanned:(w,p,x)=>this.#M(w,p,x),enter:(w,p)=>this.#G(w,p),pressed:(w,p)=>this.#J(w,p),ignored:w=>i.
announce(c("keyWithinScan",{key:w}),"look"),taken:(w,p)=>this.#Q(w,p),isDone:w=>w===h&&this.#r!==""&&w.value===this.#k,senseOf:(w,p)=>this.#Z(w,p)}),this.#a=new At(
e,s),this.#c=new $t(t.library,{settings:e,session:s},this.#o),us({fields:[f,d].filter(Boolean),lines:g},this.#o,w=>this.#s.isOrdinary(w),()=>this.#o.focus(l)),h.
addEventListener("click",()=>this.#o.focus(h)),u.addEventListener("click",()=>this.#m=!0),h.addEventListener("input",()=>{h.value!==this.#k&&(this.#d=this.#d||this.#r!==
"",this.#O(""))}),addEventListener("pagehide",()=>this.#a.leave(this.#R)),this.#K(t.checkoutbutton,l),this.#K(t.checkinbutton,u),t.addEventListener("click",({target:w})=>{
w instanceof Element&&w.closest("button")&&!w.closest("tbody, .correction")&&!Bt(document.activeElement)&&this.#o.back()})}get library(){return this.#c.code}get fixedLibrary(){
return this.#c.fixed}get libraryName(){return this.#c.name}get hasText(){return this.#o.hasUnsent}flush(){this.#o.endAll()}restore(){let{patronBarcode:t}=this.#t,
e=t.value,s=this.#I();return!e||this.#o.last===t||(this.#r||(t.value=""),this.#o.last.value=e,this.back()),s}#I(){let{here:t,elsewhere:e,isCheckIn:s}=this.#a.find();
this.#m=s,t&&!t.isUnclear?this.#S(t.patron,t.shown,[],t):this.#a.end();let i=t!=null&&t.isUnclear?t.patron:e;return i!==void 0?this.#P(i):s&&this.#F(),e!==void 0}#P(t){
let{itemBarcode:e,itemBarcode2:s}=this.#t;this.#l=!0;let i=this.#m?c("patronUnfinishedCheckIn",{patron:t}):c("patronUnfinished",{patron:t});this.#e.announce(i,"\
look"),this.#o.focus(this.#m?s:e)}comeBack(){return this.#c.restore(),this.#H(),this.#e.announce(c("readyToScan"),""),this.#p=[],this.#w=void 0,this.#d=!1,this.#o.
focus(this.#t.patronBarcode),this.restore()}begin(){let t=this.#R;this.#_(),this.#e.announce(c("readyToScan"),""),t&&this.#F()}get#R(){return this.#m&&this.#o.last===
this.#t.itemBarcode2}get patron(){return this.#r}finish(){this.#o.endAll(),this.#C()}#C(){let t=this.#r;this.#_(),t&&this.#e.hint(c("patronDone",{count:this.#e.
countOf(t)}))}#O(t){this.#r=t,this.#h()}back(){this.#o.back()}takeStray(t){let e=we(t,s=>this.#s.isOrdinary(s));return e&&this.#o.type(`${e}
`),e!==""}correctLine(t){let{textarea:e}=this.#t;e.closest("details").open=!0;let s=e.value.split(`
`).filter(Boolean);s.includes(t)||(e.value=[...s,t,""].join(`
`)),e.focus()}async decide(t,e,s=Promise.resolve(e)){if(t==="patron")return this.#$(e,s);this.#B(e);let i=t==="discard"||t==="void";if((i||rs(e,this.#U))&&(this.#p=
this.#p.filter(o=>o.entry.epoch!==e.epoch)),i)return this.#e.void(await s);this.#l=!0,ht(e)&&this.#N(e)&&(this.#f=!0,this.#y()),await this.#e.accept([s],this.#U,
t==="take"?e.guess:void 0)}correct(t,e){return this.#B(t),this.#e.correct(t,e)}#B({epoch:t}){var e;((e=this.#g)==null?void 0:e.entry.epoch)===t&&(this.#g=void 0,
this.#y())}heldBack(t){this.#r&&t.some(e=>e.offer==="patron"&&this.#N(e))&&this.#j()}#N(t){return Lt(t,{patron:this.#r,began:this.#u})}async#$({guess:t,scanned:e="",
item:s=""},i){this.#E();let o=this.#s.patron(t||e||s),r=t||(o.problem==="no patron"?s:o.barcode)||s;this.#_(),this.#s.rememberPatron(r),this.#S(r,r,[]),await this.#e.
remove(i)}#E(){let{patronBarcode:t}=this.#t,e=this.#o.isUnsent(t);return e&&this.#o.end(t),e}#M(t,e,s){let{patronBarcode:i,itemBarcode:o}=this.#t;if(this.#g&&this.#W(),
t===i)return this.#D(e,s);let r=t===o?"L":"R";r==="L"&&this.#E(),this.#x(r,t,e,s)}#D(t,e){let{itemBarcode:s,patronBarcode:i}=this.#t;if(this.#m=!1,this.#b=!1,!e&&
this.#r&&t===this.#k)return this.#o.focus(s);(this.#r||this.#d)&&(this.#p=[],this.#A()),this.#d=!1,this.#O(""),this.#k="",this.#l=!1,i.value="";let o=this.#s.patron(
t),r=this.#T(o,e);if(!r)return this.#s.rememberPatron(o.barcode),this.#S(o.barcode,t,o.taken);this.#a.end(),this.#w=void 0;let{guess:a}=o,h=this.#s.offerOfCard(
o);this.#e.hold(this.#L("L",o.barcode),{reason:r,scanned:t,offer:h,guess:a}),this.#o.focus(s)}#A(){let{patronName:t,callNumber:e}=this.#t;for(let s of[t,e])s&&(s.
value="")}#y(){this.#a.keep({patron:this.#r,shown:this.#k,began:this.#u,isLetThrough:this.#f,isUnclear:this.#g!==void 0})}#S(t,e,s,{began:i=Date.now(),isLetThrough:o=!1}={}){
let{patronBarcode:r,itemBarcode:a}=this.#t;this.#O(t),this.#k=e,this.#l=!1,r.value=e,this.#u=i,this.#f=o,this.#y();let h=c("patronChosen",{patron:t})+fs(s);this.#p.
length?this.#e.offer(h+this.#Y(),()=>this.#q()):this.#e.announce(h,""),this.#o.focus(a)}#x(t,e,s,i){let{callNumber:o}=this.#t;e.value="",this.#m=t==="R",this.#l=
!0,this.#w=void 0;let r=t==="L"?this.#r:"",a=this.#s.item(t,s,r),h=this.#L(t,a.barcode),l=t==="L"&&this.#b;this.#b=!1;let u=this.#T(a,i)||ui(h)||(l?ke:"");if(t===
"L"&&o&&(o.value=""),this.#o.focus(e),!u)return this.#e.scan(h,fs(a.taken));let f=u===ke?"patron":this.#s.offerOfItem(a),d=this.#e.hold(h,{reason:u,scanned:s,offer:f,
guess:a.guess});u===at&&this.#p.push(d),u===ke?this.#v(d):f&&this.#r&&this.#j()}#v(t){this.#g=t,this.#y()}#L(t,e){let{callNumber:s,patronName:i}=this.#t,o={library:this.#c.
code,kind:t,item:e};if(t==="R")return o;let r=this.#r?(i==null?void 0:i.value.trim())??"":"",a=this.#r?{began:this.#u,...this.#f&&{patronAccepted:!0}}:{};return{
...o,patron:this.#r,callNumber:(s==null?void 0:s.value.trim())??"",patronName:r,...a}}#T({problem:t},e){return e?c("cutByKey",{key:e}):t&&this.#s.words(t)}#G(t,e){
let{patronBarcode:s,itemBarcode:i}=this.#t,o=this.#z("Enter");t===i&&this.#E()||(t===i?(this.#C(),e&&(this.#w=o)):this.#e.announce(t===s?c("scanPatron"):c("scan\
Item"),""))}#j(){this.#r&&(this.#p=[]),this.#W()}#_(){this.#j(),this.#w=void 0,this.#o.focus(this.#t.patronBarcode)}#W(){this.#H(),this.#a.end()}#H(){this.#A(),
this.#t.patronBarcode.value="",this.#b=!1,this.#g=void 0,this.#O(""),this.#k=""}async#J(t,e){let{check_out:s,check_in:i,accept:o}=this.#n;if(this.#w=void 0,t===
s)this.#V(e);else if(t===i)this.#F();else{let{offer:r,held:a,withId:h}=t===o?this.#e.latest:{};r?r():a?await this.decide(ct(a),a,h):this.#i()}}#F(){this.#m=!0,this.#o.
focus(this.#t.itemBarcode2),this.#e.hint(c("checkIn"))}#V(t){let e=this.#z(this.#n.check_out);this.#r?this.finish():(this.#o.focus(this.#t.patronBarcode),this.#e.
hint(c("checkOut"))),t&&(this.#w=e)}#Y(){let[t,e,s]=[this.#p.length,this.#n.accept,this.#r];if(t===0)return"";let i=this.library?"":` ${c("chooseLibraryFirst")}`,
o=e?`${i} ${c("keyLendsOrphans",{count:t,key:e,patron:s})}`:"";return` ${c("orphansHeld",{count:t})}${o}`}async#q(){if(!this.library)return this.#e.offer(c("cho\
oseLibraryFirst"),()=>this.#q());let t=this.#p;this.#p=[],this.#l=!0,await this.#e.accept(t.map(({withId:e})=>e),this.#U)}get#U(){var e;let t=((e=this.#t.patronName)==
null?void 0:e.value.trim())??"";return{library:this.#c.code,patron:this.#r,patronName:t}}#Z(t,e){var o;let{itemBarcode:s,itemBarcode2:i}=this.#t;return e===this.#n.
accept||e===this.#n.held?"some":t!==s?e==="Enter"||t===i&&e===this.#n.check_in?"none":"some":this.#l?"some":e===((o=this.#w)==null?void 0:o.key)?"none":"little"}#Q(t,e){
let s=this.#w;if(t==="Enter"&&this.#X(e),!e&&!this.#l&&this.#e.hint(c("keyAgain",{key:t})),t!==(s==null?void 0:s.key)&&!(t==="LF"&&(s==null?void 0:s.key)==="Ent\
er"))return;if(this.#w=void 0,t==="LF")return this.#r?void 0:this.#tt(s);let[i,o]=[this.#r,this.#k];if(!i)return;this.#_();let r=c("keyAfterBoth",{key:t}),a=s.field===
this.#t.itemBarcode2?"R":"L";this.#e.hold(this.#L(a,i),{reason:r,scanned:o,offer:"patron"}),this.#o.focus(this.#t.itemBarcode)}#X(t){let e=this.#g;this.#g=void 0,
this.#b=!t&&this.#r!=="",e&&(this.#y(),this.#e.accept([e.withId],this.#U))}#z(t){let{patronName:e}=this.#t;return{key:t,field:this.#o.last,patron:this.#r,shown:this.#k,
name:(e==null?void 0:e.value)??""}}#tt({field:t,patron:e,shown:s,name:i}){let{patronBarcode:o,patronName:r}=this.#t;this.#O(e),this.#k=s,this.#l=!0,o.value=s,r&&
(r.value=i),this.#o.focus(t)}#K(t,e){t.addEventListener("click",s=>{s.preventDefault();let i=Bt(document.activeElement),o=i?this.#o.last:e;i&&s.detail===0||o.value.
trim()?this.#o.end(o):this.#et(e)})}#et(t){let{patronBarcode:e,itemBarcode:s}=this.#t;if(t===s&&this.#E())return;let i=t===s&&!this.#r&&this.#o.last!==s;this.#o.
focus(i?e:t),this.#l||this.#e.hint(i?c("scanPatron"):c("scanItem"))}};function ui({library:n,kind:t,patron:e}){return t==="L"&&!e?at:n?"":c("noLibrary")}function fs(n){
if(n.length===0)return"";let t=n.reduce((e,s)=>c("partsJoined",{first:e,second:s}));return` ${c("takenOff",{parts:t})}`}var ps="desk",fi=40,Dt=class{#t;#e;constructor(t,e,{ask:s,named:i}){this.#t=t,this.#e=e,t.addEventListener("click",()=>s(this.text,o=>{this.text=o,this.show(),i()}))}get text(){
return this.#e.get(ps)??""}set text(t){let e=t.replace(new RegExp("\\p{C}","gu"),"").trim();this.#e.set(ps,[...e].slice(0,fi).join(""))}show(t=0){let{text:e}=this,
s=e?t?c("nameTwice",{name:e}):e:c("nameDesk");this.#t.textContent!==s&&(this.#t.textContent=s),this.#t.classList.toggle("is-off",t>0)}};function be(n,t,e){let s=document.createElement("a");s.href=URL.createObjectURL(new Blob([t],{type:e})),s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(
s.href),6e4)}var ut=4,ye=5,ve=7,pi=[32,48,32,64],mi="---",W=n=>n.replace(new RegExp("^\\p{White_Space}+|\\p{White_Space}+$","gu"),""),_t=n=>W(n)==="",ms=n=>!new RegExp("\\p{W\
hite_Space}","u").test(n),gs=n=>new RegExp("\\p{N}","u").test(n),gi=(n,t)=>[...n].length>t||/[\p{Cc}\p{Cs}\ufffd\u{10000}-\u{10ffff}]/u.test(n);function Oe(n,t){
let e=bi(n)??ki(n);if(!e||e.slice(ve).some(Boolean)||e.length>ve&&!n.includes('"')&&e[ut]&&e[ye])return;let[s,i="",o,r="",a="",h="",l=""]=e,u=wi(i);if(!(!u||o!==
"L"&&o!=="R"||!r||o==="L"&&!h)&&!(!s||s===mi||!t(s))&&![r,a,h,l].some((f,d)=>gi(f,pi[d])))return{library:s,time:u,kind:o,item:r,callNumber:a,patron:h,patronName:l}}
var B=({library:n,time:t,kind:e,item:s,patron:i})=>JSON.stringify([n,t,e,s,i]);function wi(n){if(!/^(\d{14}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.test(n))return;let t=n.
replace(/\D/g,""),e=D(t);return t>="1000"&&Number.isFinite(e)&&M(e)===t?t:void 0}function ki(n){let t=[""],e="start";for(let s of n.replace(/[\r\n]/g,"�"))e===
"quoted"?s==='"'?e="quote":t[t.length-1]+=s:s===","?(t.push(""),e="start"):s==='"'&&e==="start"?e="quoted":(e=s==='"'&&e==="quote"?"quoted":"bare",t[t.length-1]+=
s);return e==="quoted"?void 0:t.map(W)}function bi(n){let t=n.split(",");if(!(t.length>ve&&!n.includes('"')&&!_t(t[ut]))||t.slice(ut).some(r=>/^[LR]$/.test(W(r))))
return;let s=W(t[2]),i=s==="L"?yi(t):s==="R"?vi(t):-1;if(i<0)return;let o=(r,a)=>W(t.slice(r,a).join(","));return[...t.slice(0,ut).map(W),o(ut,i),o(i,i+1),o(i+1).
replace(/[, ]+$/,"")]}function yi(n){let t=n.flatMap((r,a)=>a>=ye&&/^\d+$/.test(W(r))?[a]:[]),[e]=t;if(t.length!==1||!ms(n[e]))return-1;let[s,i]=[n.slice(ye,e),
n.slice(e+1)];return!s.some(r=>ms(r)&&gs(r))&&!i.some(gs)&&i.length>0&&!_t(i[0])?e:-1}function vi(n){let t=n.length-2;return n.slice(t).every(_t)&&!_t(n[t-1])?t:
-1}var xe=3,Ut=n=>n.split(/\r\n?|\n/).map(t=>t.replace(/^[\s\u0085]+|[\s\u0085]+$/g,"")).filter(Boolean);function jt(n){let t=v(n);return t.time&&t.item?B(t):n}function ws(n,t){
let[e,s]=[v(n),v(t)],i=Object.keys(s).filter(a=>s[a]),o=i.filter(a=>e[a]===s[a]),r=o.filter(a=>a==="time"||a==="item").length;return r===2||r===1&&o.length>=i.length-
1}function ks(n,t){let e=[...new Set(t)].filter(i=>!n.includes(i)),s=n.filter(i=>!t.includes(i));return t.filter(i=>{if(n.includes(i))return!0;let o=s.filter(a=>ws(
a,i)),r=e.filter(a=>o.some(h=>ws(h,a)));return o.length>0&&o.length>=r.length&&s.length<=e.length})}function bs(n,t){let e=n.flatMap(i=>{let o=v(i);return o.item?
t.line(o).map(r=>c("problemOf",{scanned:o.item,problem:t.words(r)})):[]}),s=e.length>xe?[c("moreProblems",{count:e.length-xe})]:[];return[...e.slice(0,xe),...s].
join(" ")}var Oi=[["utf-16le",[255,254]],["utf-16be",[254,255]]];function xi(n){let[t]=Oi.find(([,e])=>e.every((s,i)=>n[i]===s))??["utf-8"];try{return new TextDecoder(t,{
fatal:!0}).decode(n)}catch{return}}var Ti=n=>/^\d{12}[LR]/.test(n)||/^"?Library"?[,;\t]"?Time"?[,;\t]/.test(n);function ys(n){let t=xi(n)??"",e=Ut(t);if(!(e.some(
o=>/^[LR]$/.test(v(o).kind))&&!e.some(Ti)))return;let i=/[\r\n][\s\0]*$/.test(t)?"":e.pop();return{whole:e,cut:i}}var Ei=80;function Si({time:n,kind:t,item:e,patron:s}){let i=" ".repeat(Math.max(0,Ei-[...e].length));return`${n.slice(0,12)}${t}${e}${i}${t==="L"?s:""}\r
`}function Li(n,t){let e=D(t);return e-Z(n,e-Z(n,e))}function Ni(n,t){let e=new Set,i=n.filter(r=>!e.has(B(r))&&e.add(B(r))).sort((r,a)=>r.time<a.time?-1:+(r.time>
a.time));return t.size<2?i:i.map(r=>({moment:Li(t.get(r.library)??t.get("")??[],r.time),record:r})).sort((r,a)=>r.moment-a.moment).map(({record:r})=>r)}function vs(n,t,e){
let s=new Map;for(let i of Ni(n,t)){let o=e?i.library:"";s.set(o,(s.get(o)??"")+Si(i))}return[...s].map(([i,o])=>({library:i,text:o}))}function Te(n,t){let e=t.
replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/,"$1-$2-$3_$4");return`${n&&`${n}_`}${e}.dat`}var Ai=n=>n.map(({id:t})=>t),Os=({raw:n=""})=>Oe(n,()=>!0);async function xs(n,t,e){let s=await n.all(),i=s.filter(({state:d})=>d==="voiding").map(({raw:d})=>d),
o=s.filter(({state:d,raw:g})=>d==="waiting"&&!i.includes(g)),r=Ii(s.filter(T),t,e),h=(await n.update(Ai(o),d=>{if(d.state!=="waiting")return d;let g=P(d,t),w=Oe(
g,p=>e.includes(p));return w?{...d,raw:g,state:"taken out",file:r(w)}:d})).flatMap(d=>d.after??[]),l=h.filter(T),u=l.every(d=>n.isStored(d));u||await Se(n,l);let f=new Set(
l.map(({file:d})=>d));return{isStored:u,files:u?Ee(await n.all(),t).filter(({name:d})=>f.has(d)):[],count:l.length,refused:h.length-l.length,open:s.filter(K).length}}
function Ii(n,t,e){let s=new Map;for(let a of n){let h=Os(a);h&&s.set(B(h),a.file??"")}let i=[...s.values()],o=new Map,r=a=>{let h=t.now(a);for(;i.includes(Te(a,
h));)h=M(D(h)+1e3);return Te(a,h)};return a=>{let h=e.length>1?a.library:"",l=s.get(B(a))??o.get(h)??r(h);return s.has(B(a))||o.set(h,l),l}}function Ee(n,t){var s;
let e=new Map;for(let i of n.filter(T)){let o=i.file??"",r=Os(i);e.has(o)||e.set(o,[]),r&&((s=e.get(o))==null||s.push(r))}return[...e].map(([i,o])=>{var r;return{
name:i,text:((r=vs(o,t.zones,!1)[0])==null?void 0:r.text)??""}})}async function Se(n,t){return Es(n,t,({file:e,...s})=>({...s,state:"waiting"}))}async function Ts(n,t){
return Es(n,t,()=>null)}async function Es(n,t,e){let s=t.flatMap(({id:o})=>o===void 0?[]:[o]);return(await n.update(s,o=>T(o)?e(o):o)).filter(({before:o})=>T(o)).
length}var Pi="text/plain",Ri="application/octet-stream",Ft=class{#t;#e;#s;#n;#i=[];#h=()=>{};constructor(t,e,s,i,o){this.#s=t,this.#t=e,this.#e=i,this.#n=o,t.saveButton.
addEventListener("click",()=>this.#d(s)),t.openButton.addEventListener("click",()=>t.file.click()),t.file.addEventListener("change",()=>this.#u(t.file)),t.makeButton.
addEventListener("click",()=>this.#f()),t.againButton.addEventListener("click",()=>this.#l(Ee(this.#i,s))),t.sendButton.addEventListener("click",r=>this.#o(r,()=>this.
askToSend(this.#i))),t.removeButton.addEventListener("click",r=>this.#o(r,()=>this.#c(this.#i))),t.yesButton.addEventListener("click",()=>this.#r(this.#h)),t.noButton.
addEventListener("click",()=>this.#r()),t.place.addEventListener("keydown",({key:r})=>r==="Escape"&&this.#r())}show(t){this.#i=t.filter(T);let e=this.#i.length;
this.#s.taken.hidden=this.#s.count.hidden=e===0,this.#s.count.textContent=c("takenOutHere",{count:e}),e===0&&!this.#s.place.hidden&&this.#r()}askToSend(t){this.#a(
c("askSend",{count:t.length}),c("answerSend"),async()=>{let e=await this.#t.whileNothingIsSent(s=>Se(s,t));this.#t.announce(c("sentAfterAll",{count:e}),""),await this.#t.
send()})}#c(t){this.#a(c("askRemove",{count:t.length}),c("answerRemove"),async()=>{let e=await this.#t.whileNothingIsSent(s=>Ts(s,t));this.#t.announce(c("remove\
dHere",{count:e}),"")})}#o(t,e){t.stopPropagation(),e()}#a(t,e,s){let{place:i,question:o,yesButton:r,noButton:a}=this.#s;this.#h=s,o.textContent=t,r.textContent=
e,i.hidden=!1,a.focus()}#r(t){this.#s.place.hidden=!0,t==null||t(),this.#n()}async#d(t){let e=await this.#t.linesToSave();e.length===0?this.#t.announce(c("nothi\
ngToSave"),""):be(`offline-circ-${t.now()}.txt`,`${e.join(`\r
`)}\r
`,Pi);let s=this.#t.held.length;s>0&&this.#t.announce(c("heldNotInFile",{count:s}),"look")}async#u(t){let[e]=t.files??[];if(!e)return;let s=await e.arrayBuffer().
catch(()=>{});t.value="";let i=s&&ys(new Uint8Array(s));i?(await this.#t.takeOver(i.whole),i.cut&&this.#t.announce(c("fileIsCut",{line:i.cut}),"look")):this.#t.
announce(c(s?"fileNotOfPage":"fileNotRead"),"not recorded")}async#f(){let{makeButton:t}=this.#s,e=t.textContent;t.disabled=!0,t.textContent=c("fileBeingMade");let s=this.#e;
try{let i=await this.#t.whileNothingIsSent((r,a)=>xs(r,a,s));this.#l(i.files);let o=i.isStored&&i.open+i.refused===0;this.#t.announce(Ci(i),i.isStored?o?"":"loo\
k":"not recorded")}finally{t.disabled=!1,t.textContent=e}}#l(t){for(let{name:e,text:s}of t)be(e,s,Ri)}};function Ci({isStored:n,files:t,count:e,refused:s,open:i}){
if(!n)return c("fileNotMade");let o=t.map(({name:a})=>a).join(", "),r=[e?c("takenOut",{count:e,files:o}):c("nothingToTakeOut")];return s&&r.push(c("refusedNotIn\
File",{count:s})),i&&r.push(c("openNotInFile",{count:i})),r.join(" ")}var Wt=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>(n%36).toString(36)).join("");function Le(n){try{return new BroadcastChannel(n)}catch{return}}
function Ss(n,t,e){let s=n.get("tab"),i=/^[a-z0-9]{16}$/.test(s??""),o=Wt(),r=()=>n.set("tab",s=Wt());return i||r(),new Promise(a=>{if(t==null||t.addEventListener(
"message",({data:{asks:h,owned:l,by:u}})=>{h===s&&t.postMessage({owned:s,by:u}),!(l!==s||u!==o)&&(r(),e(),a())}),!i||!t)return a();t.postMessage({asks:s,by:o}),
setTimeout(a,400)})}var Bi=2e4,Ls=1e3,$i=1e4,Ns=3,Ne="workstation",ft={sound:"sound tested",scanner:"scanned",practice:"practised"};function Ae(n,t){n.set(ft[t],String(Date.now()))}
var qt=class{#t;#e;#s;#n;#i;#h;#c=[];#o="";#a;#r=!1;#d=!1;#u=!1;#f=!1;#l=Ns;#p={offline:"no",storage:"temporary"};constructor({settings:t,session:e,page:s,fixed:i,
facts:o,named:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,t.get(Ne)||t.set(Ne,Wt())}start(){this.#r=!0,this.beat(!0),setInterval(()=>this.beat(
++this.#l>=Ns),Bi),this.#s.addEventListener("visibilitychange",()=>this.beat()),addEventListener("pagehide",()=>this.#b()),addEventListener("pageshow",({persisted:t})=>t&&
this.beat(!0))}show(t){this.#c=t,!(!this.#r||this.#k()===this.#o)&&(this.#a=this.#a??setTimeout(()=>{this.#a=void 0,this.#k()!==this.#o&&this.beat()},Ls))}async beat(t=!1){
if(this.#r&&(this.#u=!0,this.#f=this.#f||t,!this.#d)){this.#d=!0;try{for(;this.#u;)await this.#m()}finally{this.#d=!1}}}async#m(){let t=this.#f;this.#u=!1,this.#f=
!1,clearTimeout(this.#a),this.#a=void 0;let e=this.#i().then(l=>{this.#p=l});await Promise.race([e,new Promise(l=>setTimeout(l,Ls))]);let s=this.#k(),i=new URLSearchParams(
{...this.#w(),...t&&{asks:"1"}}),o=new AbortController;setTimeout(()=>o.abort(),$i);let{signal:r}=o,a=await fetch("heartbeat.php",{method:"POST",headers:{Accept:"\
application/json"},body:i,signal:r}).catch(()=>{});if(!(a!=null&&a.ok))return;this.#o=s;let{same_name:h}=await a.json().catch(()=>({}));t&&(this.#l=0,this.#h(Number(
h??0)))}#b(){var t;(t=navigator.sendBeacon)==null||t.call(navigator,"heartbeat.php",new URLSearchParams({...this.#w(),leaving:"1"})),this.#o=""}#g(){let[t,e,s]=[
N,K,T].map(i=>this.#c.filter(i));return{waiting:t,held:e,taken:s}}#k(){let{waiting:t,held:e,taken:s}=this.#g();return`${t.length} ${e.length} ${s.length}`}#w(){
let{waiting:t,held:e,taken:s}=this.#g(),i=[...t,...e,...s].flatMap(({epoch:a})=>a===void 0?[]:[a]),o=a=>Number(this.#t.get(a)),r={sound:o(ft.sound),scanner:Math.
max(o(ft.scanner),o(ft.practice)),practice:o(ft.practice)};return{workstation:this.#t.get(Ne)??"",tab:this.#e.get("tab")??"",desk:this.#t.get("desk")??"",waiting:String(
t.length),held:String(e.length),taken:String(s.length),...this.#s.hidden&&{hidden:"1"},age:Ht(Math.min(...i)),now:String(Date.now()),...this.#n,...this.#p,sound:Ht(
r.sound),scanner:Ht(r.scanner),practice:Ht(r.practice)}}};function Ht(n){return!n||!Number.isFinite(n)?"":String(Math.max(0,Math.round((Date.now()-n)/1e3)))}async function As(n){
var e,s;let t=await((s=(e=navigator.storage)==null?void 0:e.persisted)==null?void 0:s.call(e).catch(()=>!1))?"persistent":"temporary";return{offline:await Mi()?
"yes":"no",storage:n?t:"none"}}async function Mi(){var t;let n=await((t=navigator.serviceWorker)==null?void 0:t.getRegistration().catch(()=>{}));return n!=null&&
n.active?await caches.match(new URL("index.php",location.href).href).catch(()=>{})!==void 0:!1}function Is(n,t){let e=new ResizeObserver(()=>{document.documentElement.style.setProperty("--card",`${n.offsetHeight}px`),document.activeElement instanceof HTMLInputElement&&
document.activeElement.scrollIntoView({block:"nearest"})});e.observe(n),e.observe(t)}var Di=20,Ie="latest",zt=class{#t;#e;constructor(t,e){this.#t=t,this.#e=e}get today(){let t=E(this.#t,Ie),e=this.#e.now().slice(0,8);return(t==null?void 0:t.day)===
e?t:{day:e,L:0,R:0,latest:[]}}#s(t){this.#t.set(Ie,JSON.stringify({...t,latest:t.latest.slice(0,Di)}))}get loans(){return this.today.loans??[]}keepLoans(t){let{
today:e}=this,s=t.filter(({time:o,library:r})=>(o==null?void 0:o.slice(0,8))===this.#e.now(r).slice(0,8));JSON.stringify(s)!==JSON.stringify(e.loans??[])&&this.#s(
{...e,loans:s})}clear(){this.#t.set(Ie,"null")}get leaving(){return this.today.leaving??[]}set leaving(t){this.#s({...this.today,leaving:t})}recorded(t){let{leaving:e,
...s}=this.today,i=S(this.#e.now());for(let{raw:o="",epoch:r,desk:a}of t){if(s.latest.some(u=>u.raw===o&&u.state==="recorded"))continue;let h=v(o),l=h.kind;l in
s&&(s[l]+=1),s.latest.unshift({...h,kind:l,raw:o,epoch:r,desk:a,state:"recorded",at:i})}this.#s(s)}mark(t,e){let{today:s}=this,i=s.latest.find(o=>o.raw===t&&o.state!==
"voided");i&&(e==="voided"&&i.kind&&i.kind in s&&(s[i.kind]-=1),i.state=e,this.#s(s))}find(t){return this.today.latest.find(e=>e.raw===t.raw||R(e,t))}};var pt=20,_i=50,Rs={shapes:40,heads:20},Ui=500,ji=.98,Pe=()=>({n:0,shapes:{}}),Cs="short number";function H(n){if(/^\d{1,6}$/.test(n))return{shape:Cs,heads:[String(
n.length)]};if(/ /.test(n)||/^[A-Za-z]+$/.test(n))return{shape:"text",heads:[]};let e=[...n].map(Fi).slice(0,-1).join(""),i=!/[Aa]/.test(e)&&/[0-9X]$/.test(n)?"\
9":"?";return{shape:e+i,heads:Wi(n,e+i)}}function Fi(n){return/[0-9]/.test(n)?"9":/[A-Z]/.test(n)?"A":/[a-z]/.test(n)?"a":n}function Wi(n,t){var s;let e=(s=/^[A-Za-z]{1,4}/.
exec(n))==null?void 0:s[0];return e?[e]:/^9{14}$/.test(t)?[n[0],n.slice(0,5)]:[n[0]]}function Bs(n,t,e=1){let{shape:s,heads:i}=H(t),o=n.shapes[s]??{n:0,heads:{},
checks:{}};n.shapes[s]=o,n.n+=e,o.n+=e;for(let r of i)Ps(o.heads,r,e);for(let[r,a]of Object.entries(oe))a(t)&&Ps(o.checks,r,e);o.n<=0&&delete n.shapes[s]}function Ps(n,t,e){
n[t]=(n[t]??0)+e,n[t]<=0&&delete n[t]}function $s(n,t){let e=t.map(({tally:a})=>a),s=Math.max(...e.map(a=>a.n));if(s<pt||Hi(e,s))return"";let{shape:i,heads:o}=H(
n);return!t.some(({tally:a,least:h})=>{var l;return Ms((l=a.shapes[i])==null?void 0:l.n,h,a.n)})||o.some(a=>!qi(a,i,t))?"shape":Ki(n,i,e)?"check digit":""}var Ms=(n=0,t,e)=>n>=
Math.max(t,e/Ui);function Hi(n,t){let e=Ds(n.map(({shapes:i})=>Object.entries(i).map(([o,r])=>[o,r.n]))),s=[...e.values()].filter(i=>i===1).length;return e.size>
Math.min(t/5,Rs.shapes)||s>t/20}function Ds(n){let t=new Map;for(let[e,s]of n.flat())t.set(e,Math.max(s,t.get(e)??0));return t}function qi(n,t,e){let s=Math.max(
...e.map(({tally:r})=>{var a;return((a=r.shapes[t])==null?void 0:a.n)??0})),i=Ds(e.map(({tally:r})=>zi(n,t,r)));return!(t===Cs?s>=_i&&i.size===1:s>=pt&&i.size<=
Math.min(s/10,Rs.heads))||e.some(({tally:r,least:a})=>{let h=r.shapes[t];return h!==void 0&&Ms(h.heads[n],a,h.n)})}function zi(n,t,e){var i;return Object.entries(
((i=e.shapes[t])==null?void 0:i.heads)??{}).filter(([o])=>o.length===n.length||/^[A-Za-z]/.test(n))}function Ki(n,t,e){let s=e.map(({shapes:i})=>i[t]).sort((i,o)=>((o==
null?void 0:o.n)??0)-((i==null?void 0:i.n)??0))[0];return!s||s.n<pt?!1:Object.entries(oe).some(([i,o])=>(s.checks[i]??0)>=ji*s.n&&!o(n))}var Re="shapes",_s="shapes of the server",Us="odd shapes",Ce="roles",Gi=2,Ji=100;function Kt(n){let{n:t,shapes:e}=n??{};return typeof t=="number"&&typeof e=="ob\
ject"&&e!==null}var Gt=class{#t;#e;#s;constructor(t,e,s){this.#t=t,this.#e=e,this.#s=s}learn(t){!Kt(t==null?void 0:t.items)||!Kt(t==null?void 0:t.patrons)||this.#t.
set(_s,JSON.stringify({item:t.items,patron:t.patrons}))}oddity(t,e){return $s(e,this.#n(t))}isOrdinary(t,e){let{shape:s}=H(e);return this.#n(t).some(({tally:o,least:r})=>{
var a;return o.n>=pt&&(((a=o.shapes[s])==null?void 0:a.n)??0)>=r})&&this.oddity(t,e)===""}hasSeenLike(t,e){let{shape:s,heads:i}=H(e);return this.#n(t).some(({tally:o})=>{
let r=o.shapes[s];return r!==void 0&&i.every(a=>a in r.heads)})}remember(t,e){this.noteRole(t,e);let{shape:s,heads:i}=H(e),o=[t,s,...i].join(" "),r=E(this.#t,Us,
[]);r.includes(o)||this.oddity(t,e)!=="shape"?this.#h(t,e,1):this.#t.set(Us,JSON.stringify([...r,o].slice(-Ji)))}noteRole(t,e){let s=this.#c;s[t].includes(e)||(s[t].
push(e),this.#e.set(Ce,JSON.stringify(s)))}forget(t,e){this.#h(t,e,-1);let s=this.#c;s[t]=s[t].filter(i=>i!==e),this.#e.set(Ce,JSON.stringify(s))}wasOnly(t,e){let s=this.#c;
return s[t].includes(e)&&!s[t==="item"?"patron":"item"].includes(e)}#n(t){return[{tally:this.#i(Re)[t],least:1},{tally:this.#i(_s)[t],least:Gi}]}#i(t){let e=E(this.#t,
t,{});return{item:Kt(e.item)?e.item:Pe(),patron:Kt(e.patron)?e.patron:Pe()}}#h(t,e,s){let i=this.#i(Re);s<0&&!i[t].shapes[H(e).shape]||(Bs(i[t],e,s),this.#t.set(
Re,JSON.stringify(i)))}get#c(){let t=this.#s.now().slice(0,8),e=E(this.#e,Ce,{});return e.day===t?e:{day:t,item:[],patron:[]}}};var js=50,Vi=1e4,Fs={waiting:{text:n=>G(n)?c("stateInPage"):c("stateKept"),actions:["void"]},rejected:{text:({reason:n=""})=>c("stateRejected",{reason:n}),actions:[
"correct","void"]},recorded:{text:({at:n=""})=>c("stateRecorded",{at:n}),actions:["void"]},"taken out":{text:()=>c("stateTakenOut"),actions:["send"]},voiding:{text:()=>c(
"stateVoiding"),actions:[]},voided:{text:()=>c("stateVoided"),actions:[]},"in a file":{text:()=>c("stateInFile"),actions:[]}};function Be(n){let{state:t,reason:e=""}=n;
return t==="held"?{text:c("stateHeld",{reason:e}),actions:Nt(n)}:{text:Fs[t].text(n),actions:Fs[t].actions}}var Jt=class{#t;#e;#s;#n;#i;#h;#c="";#o=[];#a;#r=!1;constructor({
body:t,counts:e,journal:s,clock:i,act:o,back:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,t.addEventListener("keydown",({key:a})=>a==="Escape"&&
r()),this.#d()}#d(){let t=()=>{this.#a&&(clearTimeout(this.#a),this.#a=void 0,this.show(this.#o))};this.#t.addEventListener("pointerdown",()=>{clearTimeout(this.#a),
this.#a=setTimeout(t,Vi)}),document.addEventListener("click",t),document.addEventListener("pointercancel",t),document.addEventListener("pointerup",()=>setTimeout(
t))}show(t){if(this.#o=t,this.#a)return;let{L:e,R:s,latest:i}=this.#s.today,o=[...t].reverse(),r=(...u)=>o.filter(({state:f})=>u.includes(f)),a=[...r("held"),...r(
"waiting","rejected")],h=[...a,...r("taken out")].slice(0,js);this.#u([...h,...i].map(u=>this.#l(u)));let l=a.length-js;this.#e.textContent=c("countsToday",{loans:e,
returns:s})+(l>0?` ${c("olderNotShown",{count:l})}`:"")}#u(t){var r;let e=t.map(a=>a.outerHTML).join("");if(e===this.#c)return;this.#c=e;let{activeElement:s}=document,
i=s instanceof HTMLElement&&s.dataset.key;if(this.#t.replaceChildren(...t),(r=this.#t.closest(".scroll"))==null||r.classList.toggle("has-rows",t.length>0),!i)return;
let o=[...this.#t.querySelectorAll("button")].find(a=>a.dataset.key===i);o?o.focus({preventScroll:!0}):this.#f()}focusHeld(){let t=this.#t.querySelector(".is-he\
ld button");return t==null||t.focus(),t!==null}#f(){(!this.#r||!this.focusHeld())&&this.#h()}#l(t){let{text:e,actions:s}=Be(t),i=document.createElement("tr");i.
className=`is-${t.state.replace(/ /g,"-")}`;let o=v(P(t,this.#n)),r=t.state==="held"&&t.scanned||o.item||t.raw||"",a={L:c("kindLoan"),R:c("kindReturn")}[o.kind]??
o.kind,h=[[e,t.reason?"wrap":""],[a,""],[r,o.item?"mono":"mono wrap"],[o.patron,"mono"],[[S(o.time),t.desk].filter(Boolean).join(" · "),""]];for(let[u,f]of h)Object.
assign(i.insertCell(),{textContent:u,className:f});let l=s.map(u=>{let f=$e(u,t,r);return f.addEventListener("click",({detail:d})=>{this.#r=d===0,this.#i(u,t)}),
f});return i.insertCell().append(...l),i}};function $e(n,t,e){let s=document.createElement("button");return s.type="button",s.className="small",s.textContent=ue(
n,t),s.setAttribute("aria-label",c("buttonOfItem",{button:ue(n,t),item:e})),s.dataset.key=`${n} ${t.epoch??t.raw} ${e}`,s}var U=Object.freeze({recorded:{sign:"✔",word:"toneRecorded",means:"toneRecordedMeans",type:"triangle",notes:[{frequency:740,start:0,length:.07},{frequency:1110,
start:.1,length:.07}]},look:{sign:"⚠",word:"toneLook",means:"toneLookMeans",type:"square",notes:[0,.2,.4].map(n=>({frequency:440,start:n,length:.12}))},"not r\
ecorded":{sign:"✖",word:"toneNotRecorded",means:"toneNotRecordedMeans",type:"sawtooth",notes:[{frequency:175,start:0,length:.8}]}}),Ws=.6,Hs=.008,Yi=.15,Zi=1.5;
function qs(n){let{start:t,length:e}=U[n].notes[U[n].notes.length-1];return t+e}var Vt=class{#t;#e;#s;#n;constructor(t){this.#t=t}get muted(){return this.#t.get(
"muted")==="yes"}set muted(t){this.#t.set("muted",t?"yes":"no")}wake(){if(!this.muted){try{this.#e=this.#e??new AudioContext,this.#e.state!=="running"&&this.#e.
resume().catch(()=>{})}catch{}return this.#e}}play(t){var e;(e=this.#n)==null||e.call(this,""),this.#n=void 0,this.#i(t)}async test(t){if(this.muted)return t(c(
"soundOffNoTest"));if(!this.wake())return t(c("soundImpossible"));this.#n=t;let e=Object.keys(U);for(let[s,i]of e.entries()){let{sign:o,word:r,means:a}=U[i];if(t(
c("toneTested",{number:s+1,all:e.length,sign:o,word:c(r),meaning:c(a)})),this.#i(i),await new Promise(h=>setTimeout(h,1e3*(qs(i)+Zi))),this.#n!==t)return}t(c("s\
oundTested"))}#i(t){var o;let e=this.wake();if(!e)return;let s=e.currentTime;if(((o=this.#s)==null?void 0:o.name)===t&&this.#s.start>s)return;let i=this.#s?this.#s.
start+qs(this.#s.name)+Yi:s;this.#s={name:t,start:Math.max(s,i)};for(let r of U[t].notes)Qi(e,U[t].type,r,this.#s.start)}};function Qi(n,t,{frequency:e,start:s,
length:i},o){let r=o+s,a=new OscillatorNode(n,{frequency:e,type:t}),h=new GainNode(n,{gain:0});h.gain.setValueAtTime(0,r),h.gain.linearRampToValueAtTime(Ws,r+Hs),
h.gain.setValueAtTime(Ws,r+i-Hs),h.gain.linearRampToValueAtTime(0,r+i),a.connect(h).connect(n.destination),a.start(r),a.stop(r+i)}var Xi=55,to=20;function Yt(n,t){let e=document.createElement("span");return e.className=n,e.textContent=t,e}var Zt=class{#t;#e;#s;#n;#i;#h;#c;#o;#a;#r;#d=[];constructor({
card:t,text:e,listed:s,state:i,actions:o,act:r,key:a},h,l){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,this.#c=a,this.#o=h,this.#a=l}announce(t,e,s){
this.#r=s,this.#t.className=e?`last is-${e.replace(" ","-")}`:"last";let i=Yt(t.length>Xi?"what is-long":"what",t);if(e){let{sign:o,word:r}=U[e];this.#e.replaceChildren(
Yt("sign",o)," ",Yt("word",c(r)),Yt("unseen",":")," ",i)}else this.#e.replaceChildren(i);this.#n.textContent="",this.#u(),this.#f([])}list(t,{title:e,callNumber:s,
name:i}){let o=[e,s,i].filter(Boolean).join(" · ");this.#d=[{entry:t,text:o},...this.#d].slice(0,to),this.#u()}#u(){let t=this.#r&&this.#d.find(({entry:e})=>R(
e,this.#r));this.#s.textContent=(t==null?void 0:t.text)??"",this.#s.hidden=!t}show(t){let e=this.#r;if(!e)return;let s=t.find(o=>R(o,e))??this.#a.find(e);if(this.#f(
(s==null?void 0:s.state)==="held"?this.#l(s):[]),!s||s.state==="held")return;let i=S(s.time??this.#o.at(s.library??"",s));this.#n.textContent=c("lastState",{time:i,
state:Be(s).text})}#f(t){this.#n.hidden=t.length>0,(!t.length||!this.#i.hasChildNodes())&&this.#i.replaceChildren(...t)}#l(t){let e=t.scanned??t.item??"";return Nt(
t).map((s,i)=>{let o=$e(s,t,e);return o.removeAttribute("aria-label"),i===0&&this.#c&&o.append(" ",Object.assign(document.createElement("kbd"),{textContent:this.#c})),
o.addEventListener("click",()=>this.#h(s,t)),o})}};var zs="leftovers ",Qt=class{#t;constructor(t){this.#t=t}get all(){let t=this.#t.keys(zs).sort();return{keys:t,entries:t.flatMap(e=>eo(E(this.#t,e,[])))}}keep(t){
let{entries:e}=this.all,s=[];for(let i of t)[...e,...s].some(o=>bt(i,o))||s.push(i);s.length&&this.#t.set(`${zs}${Date.now()} ${Math.random()}`,JSON.stringify(s))}forget(t){
for(let e of t)this.#t.remove(e)}};function eo(n){return Array.isArray(n)?n:[]}async function Ks({box:n,text:t,button:e},s){if(!(s!=null&&s.persist))return;let i=()=>s.persist().catch(()=>!1),o=i();if(await s.persisted())return;let r=a=>{t.
textContent=a?c("keepsScans"):c("keepsRefused"),e.hidden=a};t.textContent=c("mayDelete"),n.hidden=!1,e.addEventListener("click",async()=>r(await i())),await o&&
r(!0)}var Xt=class{#t;#e;#s;#n;#i=()=>{};constructor({place:t,label:e,field:s,saveButton:i,cancelButton:o,back:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=r,i.addEventListener(
"click",()=>this.#h(!0)),o.addEventListener("click",()=>this.#h(!1)),s.addEventListener("keydown",a=>{let h=a.key==="Enter"||a.key==="Tab"&&!a.shiftKey||ge(a);a.
isComposing||!h&&a.key!=="Escape"||(a.preventDefault(),a.repeat||this.#h(h))})}open(t,e,s){this.#e.textContent=t,this.#i=s,this.#s.value=e,this.#t.hidden=!1,this.#s.
focus(),this.#s.select()}#h(t){let e=this.#s.value.trim();t&&!e||(this.#t.hidden=!0,this.#n(),t&&this.#i(e))}};var Gs=200,so=2e4,Js=[1,2,4,8,15,30].map(n=>n*1e3),tt=class extends Error{constructor(t,e){super(e),this.sending=t}};function mt(n){throw new tt("unclear",n)}var Vs=n=>n.
map(({id:t})=>t),te=class{state="ok";#t;#e;#s;#n;#i;#h=0;#c;#o;#a=!1;#r=!1;constructor({queue:t,clock:e,alone:s,post:i=no,on:o}){this.#t=t,this.#e=e,this.#s=s,this.#n=
i,this.#i=o}sendNow(){return clearTimeout(this.#c),this.#o?(this.#a=!0,this.#o):(this.#o=this.#s(()=>this.#d()).catch(t=>this.#u(t)).finally(()=>{if(this.#o=void 0,
this.#i.change(),this.#a&&this.state==="ok")return this.sendNow()}),this.#o)}async pause(t){await this.#o;let e=await this.#t,s;return await this.#s(()=>(s=t(e)).
then(()=>{})),s}async#d(){try{do for(this.#a=!1,(!this.#r||!this.#e.usable)&&await this.#m([]),this.#r=!0;await this.#l(););while(this.#a);this.state="ok",(await(await this.#t).
all()).some(N)?this.#f():this.#h=0}catch(t){this.#u(t)}}#u(t){this.state=t instanceof tt?t.sending:"unclear",this.state==="unclear"&&console.error(t),this.#r=!1,
this.#f()}#f(){let t=Js[Math.min(this.#h++,Js.length-1)];this.#c=setTimeout(()=>this.sendNow(),t*(.75+Math.random()/2))}async#l(){let e=(await(await this.#t).all()).
filter(N);if(e.length===0)return!1;let s=e.findIndex(({state:o})=>o==="voiding"),i=await(s===0?this.#b(e[0]):this.#p(e.slice(0,s<0?Gs:Math.min(s,Gs))));return this.#i.
change(),i}async#p(t){let e=await this.#t,s=await e.update(Vs(t),d=>d.state==="waiting"?{...d,raw:P(d,this.#e),tried:!0}:d),i=s.flatMap(({after:d})=>(d==null?void 0:
d.state)==="waiting"&&(d.time!==null||e.isStored(d))?[d]:[]);if(i.length===0)return s.length<t.length;this.#i.change();let o=await this.#m(i),r=new Map(i.map(({
id:d,raw:g})=>[d,g])),a=d=>d.raw===r.get(d.id)&&!T(d),h=i.filter(d=>!o.has(d.id));h.length&&this.#i.leaving(h);let u=(await e.update(Vs(i),d=>{var g;return a(d)?
((g=o.get(d.id))==null?void 0:g(d))??null:d})).flatMap(({before:d,after:g})=>g&&a(d)?[g]:[]),f=d=>u.filter(({state:g})=>g===d);return h.length&&this.#i.recorded(
h),f("rejected").length&&this.#i.rejected(f("rejected")),f("held").length&&this.#i.held(f("held")),!0}async#m(t){var x,je;let e=t.flatMap(({item:y,accepted:L},nt)=>y&&
!L?[nt+1]:[]),s=t.flatMap(({patronAccepted:y},L)=>y?[L+1]:[]),o={textarea:t.map(y=>y.raw).join(`
`),check:e.join()};s.length&&(o.patron_accepted=s.join());let{body:r}=await this.#g("append.php",o),{recorded:a,already_recorded:h,rejected:l,held:u=[],listed:f=[],
server_time:d}=r;(typeof d!="string"||!Array.isArray(l))&&mt("not an answer of append.php");let g=new Map,w=(y,L)=>{let{id:nt}=t[(y==null?void 0:y.line)-1]??mt(
"an answer about a line that was not sent");g.set(nt,L)};for(let y of l)w(y,L=>({...L,state:"rejected",reason:String(y.reason)}));for(let y of u)w(y,L=>oo(L,y));
let p=a+h+g.size;p!==t.length&&mt(`the answer is about ${p} of ${t.length} lines`);for(let{line:y,call_number:L="",title:nt="",name:wn=""}of f)t[y-1]&&((je=(x=this.#i).
listed)==null||je.call(x,t[y-1],{callNumber:L,title:nt,name:wn}));return g}async#b({id:t,raw:e=""}){let{status:s,body:i}=await this.#g("void.php",{textarea:e},[
400,404,409]);return(s===200?i.voided!==1:typeof i.error!="string")&&mt("not an answer of void.php"),await(await this.#t).update([t],()=>null),this.#i.voided(e,
s===409?"in a file":"voided"),!0}async#g(t,e,s=[]){let i=performance.now(),{status:o,text:r}=await this.#n(t,e).catch(l=>{throw new tt("cut off",String(l))});if(!(o>=
200&&o<300)&&!s.includes(o))throw new tt("refused",`status ${o}`);let h=io(r)??mt("not JSON");return h.server_time&&this.#e.learn(h,i),{status:o,body:h}}},Ys=(n,t)=>async e=>{
let s=!1,i=()=>(s=!0,e());try{await(n?n.request(t,i):i())}catch(o){if(s)throw o;await e()}};async function no(n,t){let e=new AbortController,s=setTimeout(()=>e.
abort(),so);try{let i=await fetch(n,{method:"POST",headers:{Accept:"application/json"},body:new URLSearchParams(t),signal:e.signal,redirect:"error"});return{status:i.
status,text:await i.text()}}finally{clearTimeout(s)}}function io(n){try{return JSON.parse(n)}catch{return}}function oo(n,{field:t,reason:e,hold:s}){let{tried:i,
...o}=n;if(o.accepted)return{...o,state:"waiting"};let r=Array.isArray(s)&&s.length?{hold:s.map(String)}:void 0,a=!r&&t==="item_barcode";return{...o,state:"held",
reason:String(e),...a&&{offer:"patron"},...r}}function gt(n="",t=""){let e=document.createElement("p");return e.textContent=n,e.className=t,e}function Zs(n,t,e,s){let{time:i,patronName:o}=t[t.length-1],r=document.
createElement("ol");for(let{item:a="",callNumber:h}of t){let l=document.createElement("li");l.textContent=h?`${a}  ${h}`:a,r.append(l)}n.replaceChildren(gt(e,"s\
lip-library"),gt(c("slipCount",{count:t.length})),gt(`${He(i??"")} ${S(i??"")}`),...o?[gt(o)]:[],r,...s?[gt(s)]:[]),document.body.classList.add("has-slip"),print()}var ro=["shapes","shapes of the server","odd shapes","server clock","library","desk","muted"],ao=1e3,Me=class extends Y{#t;constructor(t,e){super(t,()=>sessionStorage),
this.#t=e}get(t){return super.get(t)??(ro.includes(t)?this.#t.get(t):null)}};function tn(n,t){let e=Qe(n),s=new Y(e,()=>localStorage);if(new URL(n).searchParams.
has("practice"))return co(e,s,t);let i=new Y(e,()=>sessionStorage);return{site:e,settings:s,session:i,kept:de(e),tell(){},isPractice:!1}}function co(n,t,{form:e,
mark:s,resend:i}){let o=`${n} practice`,r=new Me(o,t),a=r.get("begun")==="yes";a||Xs(r),r.set("begun","yes");let h=de(o).then(async u=>(a||await Qs(u),u));ho(e,
s),lo(async u=>{let f=h.then(Qs);await Promise.race([f,new Promise(d=>setTimeout(d,ao))]),Xs(r),location.replace(u)});let l=import("./practice.js").then(({Practice:u})=>new u(
{form:e,session:r,real:t,fields:v,unsent:()=>ts(n),resend:i}));return{site:o,settings:r,session:r,kept:h,post:async(u,f)=>(await l).server.post(u,f),tell:u=>{l.
then(u).catch(console.error)},isPractice:!0}}function ho(n,t){let e=document.createElement("link");Object.assign(e,{rel:"stylesheet",href:"styles/practice.css"}),
document.head.append(e),document.documentElement.classList.add("practising"),t.hidden=!1,document.title=t.textContent??"";for(let s of[n.querySelector("#takeout"),
n.savebutton,n.openbutton])s.hidden=!0;n.action="index.php";for(let s of[n.checkoutbutton,n.checkinbutton,n.submitbutton])s.disabled=!1}function lo(n){addEventListener(
"keydown",t=>{if(t.key!=="Escape"||t.isComposing||uo(t.target))return;t.preventDefault(),t.stopImmediatePropagation();let e=new URLSearchParams(location.search);
e.delete("practice"),n(e.toString()?`index.php?${e}`:"index.php")},{capture:!0}),document.addEventListener("click",t=>{let e=t.target instanceof Element&&t.target.
closest("a");!e||e.target||!e.protocol.startsWith("http")||(t.preventDefault(),n(e.href))})}async function Qs(n){let t=await n.all();await n.update(t.map(({id:e})=>e),
()=>null)}function Xs(n){for(let t of n.keys(""))n.remove(t)}var uo=n=>n instanceof Element&&n.closest(".correction")!==null;var fo=3,po=2*6e4,ee=class{checks;key;loans;#t;#e;#s;#n;#i;#h;#c;#o;#a=[];#r;#d;#u=new Map;#f=0;#l=new Set;#p=!1;#m;constructor({queue:t,clock:e,checks:s,desk:i=()=>"",
key:o,journal:r,leftovers:a,alone:h,post:l,against:u=async()=>[],page:f}){this.checks=s,this.key=o,this.#t=t,this.#e=e,this.#s=i,this.#n=r,this.#i=a,this.loans=
r.loans,this.#h=u,this.#c=f,this.#o=new te({queue:t,clock:e,alone:h,post:l,on:{leaving:d=>r.leaving=d,recorded:d=>this.#x({recorded:d}),rejected:d=>this.#x({rejected:d}),
held:d=>this.#x({held:d}),listed:(d,g)=>{var w;return(w=f.listed)==null?void 0:w.call(f,d,g)},voided:(d,g)=>this.#x({voided:d,state:g}),change:()=>this.#v()}})}async start(){
for(let{state:e,kind:s,item:i,library:o="",time:r}of[...this.#n.today.latest].reverse())e==="recorded"&&s&&i&&this.checks.rememberEarlier(s,i,this.#e.ago(o,r??""));
await this.#T();let t=this.#n.leaving.filter(({raw:e})=>!this.#a.some(s=>s.raw===e));t.length&&this.#n.recorded(t),this.#D([...this.#a,...t]),await this.takeLeftovers(),
await this.send()}comeBack(){return this.loans=this.#n.loans,this.start()}leave({isKept:t=!1}={}){let e=t?[]:this.#a.filter(G).map(({id:s,...i})=>i);t?this.#A():
this.#n.keepLoans(this.loans),this.#i.keep([...e,...this.#l])}async takeLeftovers(){let{keys:t,entries:e}=this.#i.all;this.#p||e.length===0||(this.#p=!0,this.#D(
e),await this.#w(e,{mayBeThere:!0}),this.#i.forget(t),this.#p=!1)}send(){return this.#o.sendNow()}announce(t,e,s){this.#r=void 0,this.#d=void 0,(e==="look"||e===
"not recorded")&&(this.#f+=1),this.#c.announce(t,e,s)}hint(t){!this.#r&&!this.#d&&this.#c.announce(t,"")}hear({held:t=[],rejected:e=[],...s}){let i=o=>[this.#m,
...this.loans].some(r=>R(o,r));return this.#S({...s,held:t.filter(i),rejected:e.filter(i)}),this.#T()}scan(t,e=""){let s={...t,...this.#P(t.library),state:"wait\
ing"};this.#r=void 0,this.#m=s,this.#M(s),this.#w([s],{text:en(s)+e})}hold(t,e){let s={...t,...e,...this.#P(t.library),state:"held"};this.#b(s);let i={entry:s,withId:this.#w(
[s]).then(([o])=>({...s,id:o}))};return this.#r=i,i}#b(t,e=""){this.announce(os(t,this.key)+e,"look",t),this.#r={entry:t,withId:Promise.resolve(t)}}offer(t,e){this.
announce(t,"look"),this.#d=e}get latest(){var t,e;return{offer:this.#d,held:(t=this.#r)==null?void 0:t.entry,withId:(e=this.#r)==null?void 0:e.withId}}countOf(t){
var e;return((e=this.loans[0])==null?void 0:e.patron)===t?this.loans.length:0}get held(){return this.#a.filter(({state:t})=>t==="held").reverse()}async accept(t,e,s){
let i=this.#r,o=await Promise.all(t),r=await this.#t,a=o.flatMap(({id:p})=>p===void 0?[]:[p]),h=s===void 0?o.filter(ht):[],u=(h.length?await r.all():[]).filter(
p=>!a.includes(p.id)&&h.some(x=>Lt(x,p))),f="",d=await r.update([...a,...u.map(({id:p})=>p)],p=>{if(!a.includes(p.id))return as(p,e);if(p.state!=="held")return p;
let x=fe(p,e,s);return f=dt(x),f?p:x});await this.#N(d);let g=d.flatMap(({before:p,after:x})=>p.state==="held"&&(x==null?void 0:x.state)==="waiting"?[x]:[]);for(let p of g)
this.#M(p);let w=i===this.#r;w&&g.length?this.announce(g.map(en).join(", "),"recorded",g[0]):w&&f&&(this.announce(f,"not recorded"),i&&t.includes(i.withId)&&(this.#r=
i)),await this.#L()}async correct(t,e){var w;let{kind:s="L",patron:i=""}=t,o=s==="L"&&!i&&t.offer!==void 0,r=o?this.checks.patron(e):this.checks.item(s,e,i),{barcode:a,
problem:h,guess:l}=r;if(!h&&!dt({...t,item:a}))return this.accept([t],{library:"",patron:"",patronName:""},a);let u=await this.#t,f=h?this.checks.words(h):dt({...t,
item:a}),d=o?this.checks.offerOfCard(r):this.checks.offerOfItem(r),[g]=await u.update(t.id===void 0?[]:[t.id],p=>p.state==="held"?{...pe(p,a),scanned:e,reason:f,
offer:d,guess:l}:p);return g&&await this.#N([g]),((w=g==null?void 0:g.after)==null?void 0:w.state)==="held"&&this.#b(g.after),this.#v()}async remove(t){let{id:e}=await t,
s=await this.#t;e!==void 0&&await s.update([e],i=>i.state==="held"?null:i),await this.#v()}correctLine(t){this.#u.set(t.id,t),this.announce(c("correctLine"),""),
this.#y(t)}async void(t){this.#u.delete(t.id);let e=t.item||v(t.raw??"").item||t.raw||"",s=await this.#B(t),i=t.state==="held"?c("itemDiscarded",{item:e}):c("it\
emVoided",{item:e});this.announce(s?i:c("itemToBeVoided",{item:e}),""),t.state!=="held"&&this.#y(t),await this.#L()}async submit(t){let e=Ut(t);if(e.length===0){
let r=this.held.length;return r>0&&this.announce(c("scansHeld",{count:r}),"look"),this.send()}let s=e.length,i=this.#k(e),o=i?c("linesToRecordOdd",{count:s,problems:i}):
c("linesToRecord",{count:s});await this.#g(e,{text:o,tone:i?"look":"recorded",replaced:this.#E(e)})}async takeOver(t){let s=[...await(await this.#t).all(),...this.#n.
today.latest.filter(({state:l})=>l==="recorded")],i=new Set(s.map(l=>jt(P(l,this.#e)))),o=t.filter(l=>!i.has(jt(l))&&i.add(jt(l))),r=o.length,a=this.#k(o),h=[c(
"linesOfFile",{count:r,known:t.length-r}),a].filter(Boolean).join(" ");await this.#g(o,{text:h,tone:a?"look":"recorded"})}async whileNothingIsSent(t){let e=await this.#o.
pause(s=>t(s,this.#e));return await this.#v(),e}#g(t,e){return this.#w(t.map(s=>({raw:s,state:"waiting"})),e)}#k(t){return bs(t,this.checks)}async linesToSave(){
let t=await this.#t,e=await t.all(),s=e.filter(({state:o})=>o==="voiding").map(({raw:o})=>o);return(await t.update(e.filter(({state:o})=>o==="waiting"||o==="rej\
ected").map(({id:o})=>o),o=>({...o,raw:P(o,this.#e)}))).map(({after:o})=>(o==null?void 0:o.raw)??"").filter(o=>!s.includes(o))}get hasUnsent(){let t=e=>e.state!==
"taken out"&&(e.state!=="rejected"||G(e));return this.#l.size>0||this.#a.some(t)}async#w(t,{text:e="",tone:s="recorded",replaced:i=[],mayBeThere:o=!1}={}){let r=this.#f,
a=t.length===1&&t[0].item?t[0]:void 0,h=await this.#I(t,o),l=await this.#t;i.length&&await l.update(i,()=>null);let u=this.#v().then(()=>{for(let f of t)this.#l.
delete(f);return this.send()});if((a==null?void 0:a.state)==="waiting"&&this.#C(a,h[0],u).catch(console.error),e&&l.durable)r===this.#f&&this.announce(e,s,a);else if(e){
await u;let f=(await l.all()).filter(({id:d})=>h.includes(d));if(f.some(({state:d})=>d!=="waiting")||r!==this.#f)return h;f.length?this.announce(c("keepPageOpen",
{what:e}),"not recorded",a):this.announce(e,s,a)}return h}async#I(t,e){for(let s of t)this.#l.add(s);return(await this.#t).add(t,{mayBeThere:e})}#P(t=""){let e=this.#s(),
s=this.#e.timeOfScan(t),{epoch:i,...o}=this.#e.moment;return{time:s,epoch:i,...s===null&&o,...e&&{desk:e}}}#R(t){for(let s of t)this.#y(s);let e=t.slice(0,fo).map(
({item:s,raw:i="",reason:o=""})=>c("problemOf",{scanned:s||i,problem:o}));this.announce([...e,c("seeLog")].join(" "),"not recorded")}async#C(t,e,s){var a;if(this.#o.
state==="ok"&&await s,this.#o.state==="ok")return;let i=await this.#h(t);if(i.length===0||Date.now()-(t.epoch??0)>po)return;let o=await this.#t,[r]=await o.update(
[e],h=>cs(i,h));(r==null?void 0:r.before.state)!=="waiting"||((a=r.after)==null?void 0:a.state)!=="held"||(this.#x({held:[r.after]}),await this.#v())}#O(t){var i,
o;for(let r of t)this.#y(r);let[e]=t.slice(-1),s=t.length>1?` ${c("moreInLog",{count:t.length-1})}`:"";this.#b(e,s),(o=(i=this.#c).heldBack)==null||o.call(i,t)}async#B(t){
var r;let e=await this.#t,[s]=await e.update(t.id===void 0?[]:[t.id],a=>a.state==="waiting"&&a.tried?a:null),i=(s==null?void 0:s.before.state)==="held"&&s.before.
tried;if(s&&!s.after&&!i)return!0;let o=((r=(s==null?void 0:s.after)??(s==null?void 0:s.before)??this.#n.find(t))==null?void 0:r.raw)??P(t,this.#e);return this.#n.
mark(o,"voiding"),await this.#$([o]),!1}async#N(t){let e=t.flatMap(({before:{tried:s,raw:i},after:o})=>s&&i&&o&&o.raw!==i?[i]:[]);e.length&&await this.#$(e)}async#$(t){
let e=t.map(s=>({raw:s,state:"voiding"}));await this.#I(e);for(let s of e)this.#l.delete(s)}#E(t){let e=[...this.#u.values()],s=ks(t,e.map(({raw:i=""})=>i));return e.
flatMap(({id:i,raw:o=""})=>s.includes(o)?(this.#u.delete(i),i===void 0?[]:[i]):[])}#M(t){var e,s;this.checks.remember(t.kind??"",t.item??""),t.kind==="L"&&(((e=
this.loans[0])==null?void 0:e.patron)!==t.patron&&t.accepted&&this.loans.length||(((s=this.loans[0])==null?void 0:s.patron)!==t.patron&&(this.loans=[]),this.loans.
push({...t,time:t.time??this.#e.at(t.library??"",t)})))}#D(t){for(let{state:e,kind:s,item:i,epoch:o}of t)e==="waiting"&&s&&i&&o!==void 0&&this.checks.rememberEarlier(
s,i,Date.now()-o)}#A(){let t=this.#a.filter(G);this.#n.keepLoans(this.loans.filter(e=>!t.some(s=>R(s,e))))}clear(){return this.loans=[],this.#n.clear(),this.#T()}#y(t){
let{kind:e,item:s=""}=t.item?t:v(t.raw??"");this.checks.forget(e,s),this.loans=this.loans.filter(i=>!R(t,i))}#S({recorded:t,held:e,rejected:s,voided:i,state:o}){
t&&this.#n.recorded(t),i!==void 0&&o&&this.#n.mark(i,o),s!=null&&s.length&&this.#R(s),e!=null&&e.length&&this.#O(e)}#x(t){this.#S(t),this.#c.broadcast(t)}#v(){return this.#c.
broadcast({}),this.#T()}async#L(){await this.#v(),await this.send()}async#T(){try{let t=await this.#t;this.#a=await t.all(),this.#A(),this.#c.show({entries:this.#a,
sending:this.#o.state,durable:t.durable,isTimeKnown:this.#e.usable,hasSlip:this.loans.length>0})}catch(t){console.error(t)}}},en=({kind:n,item:t="",patron:e=""})=>n===
"L"?c("loanOf",{item:t,patron:e}):c("returnOf",{item:t});if(!("replaceChildren"in Element.prototype))throw new Error("This browser is too old for the page's script.");var mo=10*6e4,go="---",k=n=>document.getElementById(
n),m=k("mainform");Fe(m.patronBarcode);var et=JSON.parse(m.dataset.settings),wo=[...m.library.options??[m.library]].map(({value:n})=>n),A=tn(location.href,{form:m,
mark:k("practice"),resend:()=>O.send()}),{site:se,settings:I,session:kt}=A,$=new St(I,()=>m.library.value),z=new Vt(I),De=new zt(kt,$),ko=new yt({connection:k("\
connection"),waiting:k("waiting"),time:k("clock")},$);Is(k("lastcard"),m.closest("main"));var _e=new Zt({card:k("lastcard"),text:k("last"),listed:k("lastlisted"),
state:k("laststate"),actions:k("lastactions"),act:(n,t)=>dn(n,t),key:et.keys.accept},$,De),C=Le(se);function bo(n,t,e){_e.announce(n,t,e),A.tell(s=>s.announced(
n,t,e)),t&&z.play(t),e&&Ae(I,"scanner")}var wt,on=!1;function yo(n){m.slipbutton.disabled=!n.hasSlip;let t=$.apart(b.library);(t==null?void 0:t.quarters)!==(wt==
null?void 0:wt.quarters)&&(wt=t),We(k("banner"),n,wt),on=n.durable,ko.show(n),Ue.show(n.entries),_e.show(n.entries),un.show(n.entries),ln.show(n.entries),rn(),A.
tell(e=>e.shown(n.entries))}function rn(){let{patron:n}=b;A.tell(t=>t.turned(n)),k("turnpatron").textContent=n||c("noTurn"),k("turncount").textContent=n?c("item\
sLent",{count:O.countOf(n)}):c("scanCard"),k("turnpatron").closest(".turn").classList.toggle("is-on",n!==""),m.finishbutton.disabled=!n,m.library.classList.toggle(
"is-missing",!b.library)}var an=new Gt(I,kt,$),O=new ee({queue:A.kept,clock:$,journal:De,leftovers:new Qt(I),checks:new xt(et,an),desk:()=>ne.text,key:et.keys.accept,
alone:Ys(navigator.locks,se),post:A.post,against:async n=>{var e;let t=n.time??$.at(n.library??"",n);return await((e=await q)==null?void 0:e.against(n,t.slice(0,
8)))??[]},page:{announce:bo,show:yo,listed:(n,t)=>_e.list(n,t),heldBack:n=>b.heldBack(n),broadcast:n=>C==null?void 0:C.postMessage(n)}}),st=!1,b=new Mt(m,{settings:I,
session:kt,station:O,keys:et.keys,turned(){b.patron&&(st=!1),rn()},held(){un.focusHeld()||O.announce(c("noScanHeld"),"")}}),q;function cn(){if(!A.isPractice)return q=
q??import("./lists.js").then(({Lists:n})=>new n({say:c,place:k("lists"),settings:I,site:se,library:()=>b.library}),()=>q=void 0),q}I.get("lists")&&cn();m.library.
addEventListener("change",async()=>{var n;return(n=await q)==null?void 0:n.renew()});var hn=new Xt({place:k("correction"),label:k("question"),field:m.corrected,
saveButton:m.savecorrection,cancelButton:m.cancelcorrection,back:()=>b.back()});function dn(n,t){if(n==="send")return ln.askToSend([t]);if(n!=="correct")return b.
decide(n,t);if(t.state==="held")return hn.open(c("correctBarcode"),t.scanned??t.item??"",e=>b.correct(t,e));b.correctLine(t.raw??""),O.correctLine(t)}var ln=new Ft(
{saveButton:m.savebutton,openButton:m.openbutton,file:k("savedfile"),makeButton:m.takeoutbutton,taken:k("takenout"),count:k("takencount"),againButton:m.againbutton,
sendButton:m.sendbutton,removeButton:m.removebutton,place:k("handover"),question:k("handoverquestion"),yesButton:m.yesbutton,noButton:m.nobutton},O,$,wo.filter(
n=>n!==go),()=>b.back()),un=new Jt({body:k("rows"),counts:k("counts"),journal:De,clock:$,back:()=>b.back(),act:dn}),nn,Ue=new qt({settings:I,session:kt,page:document,
fixed:{version:et.version,mark:((nn=m.mark)==null?void 0:nn.value)??""},facts:()=>As(on),named:n=>ne.show(n)}),ne=new Dt(k("desk"),I,{ask:(n,t)=>hn.open(c("desk\
Question"),n,e=>b.takeStray(e)||t(e)),named:()=>Ue.beat(!0)});m.addEventListener("submit",n=>{n.preventDefault(),b.flush();let t=m.textarea.value;m.textarea.value=
"",O.submit(t)});m.finishbutton.addEventListener("click",()=>b.finish());m.slipbutton.addEventListener("click",()=>{O.loans.length&&Zs(k("slip"),O.loans,b.libraryName,
et.slip_text)});function fn(){m.mutebutton.textContent=z.muted?c("soundOff"):c("soundOn")}m.mutebutton.addEventListener("click",()=>{z.muted=!z.muted,fn()});m.testsoundbutton.
addEventListener("click",()=>{z.muted||Ae(I,"sound"),z.test(n=>{k("soundtest").textContent=n})});addEventListener("keydown",()=>z.wake(),{capture:!0});addEventListener(
"beforeunload",n=>{A.isPractice||!O.hasUnsent&&!b.hasText||(n.preventDefault(),n.returnValue=c("scansWouldWait"))});addEventListener("pagehide",({persisted:n})=>A.
isPractice||O.leave({isKept:n}));addEventListener("storage",()=>O.takeLeftovers());addEventListener("online",()=>O.send());async function pn(){var e;let n=await fetch(
"shapes.php",{headers:{Accept:"application/json"}}).catch(()=>{}),t=n!=null&&n.ok?await n.json().catch(()=>{}):void 0;t&&(an.learn(t),(t.lists||q&&t.lists!==null)&&
((e=await cn())==null||e.learn(t.lists)))}setInterval(pn,mo);document.addEventListener("visibilitychange",()=>document.hidden||O.send());function mn(){var t;let n=(t=
document.activeElement)==null?void 0:t.closest(".mode");n&&(m.dataset.mode=n.classList.contains("in")?"in":"out")}m.addEventListener("focusin",mn);k("unscripted").
hidden=!0;fn();var j=new URLSearchParams(location.search),sn=j.get("desk");sn!==null&&(ne.text=sn);ne.show();for(let n of["recorded","already_recorded","at","ta\
ken_off","look"])j.delete(n);b.fixedLibrary?j.set("library",b.fixedLibrary):j.delete("library");history.replaceState(null,"",j.toString()?`?${j}`:location.pathname);
j.set("practice","");k("practicelink").search=String(j);k("practicelink").hidden=A.isPractice;Ks({box:k("persistence"),text:k("persistencetext"),button:k("persi\
stbutton")},navigator.storage);C==null||C.addEventListener("message",({data:n})=>{n.asksForTurn?b.patron&&C.postMessage({hasTurn:!0}):n.hasTurn?(st&&!b.patron&&
b.begin(),st=!1):O.hear(n)});m.dataset.mode="out";mn();st=b.restore();gn();function gn(){st&&(C==null||C.postMessage({asksForTurn:!0}))}function vo(){st=b.comeBack(),
gn(),O.comeBack()}addEventListener("pagehide",({persisted:n})=>n&&(m.autocomplete="on"));addEventListener("pageshow",({persisted:n})=>{n&&(m.autocomplete="off",
vo())});Ss(kt,Le(`${se} tab`),()=>{O.clear(),b.begin()}).then(()=>O.start()).then(()=>{var n;A.isPractice||Ue.start(),pn(),(n=navigator.serviceWorker)==null||n.
register("scripts/sw.js",{scope:"./"}).catch(()=>{})});
