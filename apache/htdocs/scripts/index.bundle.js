// Made by tests/scripts/bundle.mjs of index.js and what that imports: change those.
function We(n){let{activeElement:t,body:e}=document;if(t===n)return;let s=n.cloneNode();s.autofocus=!1,n.replaceWith(s),t===e&&s.focus()}var yn=Object.freeze({keepsNothing:"This browser keeps nothing: this is a private window, or its storage is full or switched off. Each scan is sent at once. Wai\
t until it is shown as recorded before you scan the next one.",serverAway:"The server cannot be reached.",serverRefuses:"The server cannot record just now.",serverUnclear:"\
This page does not understand the server's answer.",scansWaiting:{one:"1 scan is waiting.",other:"{count} scans are waiting."},keepScanning:"Keep scanning: scan\
s are kept on this computer, and sent as soon as the server takes them.",keepsTrying:"This page keeps trying.",reloadIfUnclear:"If this message stays, reload th\
is page, and tell whoever looks after the server.",scansTakenOut:{one:"1 scan is in a file for Alma that was made here, and is not sent. Give the file to the su\
pervisor, or press Send after all.",other:"{count} scans are in a file for Alma that was made here, and are not sent. Give the file to the supervisor, or press \
Send after all."},timeUnknown:"The server's time is not known just now: the times below are this computer's. They are corrected when the scans are sent. What yo\
u save or put into a file before that keeps this computer's time, even if it is sent later.",clocksApart:"This computer's clock says {workstation}, the server's\
 says {server}. Scans get the server's time: if it is wrong, tell whoever looks after the server.",scansNeedYou:{one:"1 scan is not recorded yet and needs you: \
see the Transaction Log.",other:"{count} scans are not recorded yet and need you: see the Transaction Log."},connected:"Our server: connected",cutOff:"Our serve\
r: cut off",serverBusy:"Our server cannot record",serverOdd:"Our server's answer is unclear",nameDesk:"Name this desk",nameTwice:"{name}: another computer has t\
his name",deskQuestion:"What is this desk called? For instance: Circ 1",listsNew:"Today's lists",listsAge:{one:"Lists 1 day old",other:"Lists {count} days old"},
listsOld:{one:"Old lists: 1 day",other:"Old lists: {count} days"},listsSize:"{age}, {size} MB",listsAll:"Lists from Alma: {ages}",itemsNew:"today's items",itemsAge:{
one:"items 1 day old",other:"items {count} days old"},patronsNew:"today's patrons",patronsAge:{one:"patrons 1 day old",other:"patrons {count} days old"},listsKept:"\
kept for offline use, {size} MB",waitingHere:{one:"1 unsent",other:"{count} unsent"},noTurn:"No patron yet",scanCard:"Scan a card.",patronDone:{one:"Patron fini\
shed: 1 item. Scan the next patron's card.",other:"Patron finished: {count} items. Scan the next patron's card."},checkIn:"Check In: scan the items.",checkOut:"\
Check Out: scan the patron's card.",slipCount:{one:"Checked out: 1 item",other:"Checked out: {count} items"},itemsLent:{one:"1 item",other:"{count} items"},lastState:"\
{time}, {state}",toneRecorded:"OK",toneLook:"Look",toneNotRecorded:"Not recorded",loanOf:"Loan {item} to {patron}",returnOf:"Return {item}",takenOff:"(removed: \
{parts})",partsJoined:"{first} and {second}",keepPageOpen:"Keep this page open until this is recorded: {what}",readyToScan:"Ready to scan.",patronChosen:"Patron\
 {patron}: scan the items.",patronUnfinished:"Checkout for patron {patron} was not finished when the page was closed. Press Enter, and scan the card again.",patronUnfinishedCheckIn:"\
Checkout for patron {patron} was not finished when the page was closed. You are still in Check In. To lend, scan the card in Patron Barcode.",orphansHeld:{one:"\
1 item is held without a patron.",other:"{count} items are held without a patron."},keyLendsOrphans:{one:"{key} lends it to {patron}.",other:"{key} lends them t\
o {patron}."},scanPatron:"Scan the patron's barcode.",scanItem:"Scan the item's barcode.",scanPatronFirst:"Scan the patron's barcode first.",chooseLibraryFirst:"\
Choose the library first.",keyWithinScan:"{key} does nothing in the middle of a scan. Press Enter first.",keyAgain:"Press {key} again if you mean it.",noScanHeld:"\
No scan is held.",scansHeld:{one:"1 scan is held and not recorded: see the Transaction Log.",other:"{count} scans are held and not recorded: see the Transaction\
 Log."},seeLog:"See the Transaction Log.",moreInLog:{one:"And 1 more: see the Transaction Log.",other:"And {count} more: see the Transaction Log."},correctLine:"\
Correct this record in the lines below, then press Submit Records.",itemDiscarded:"{item} is discarded.",itemVoided:"{item} is voided.",itemToBeVoided:"{item} w\
ill be voided.",notVoided:"{item} was not voided: it is already in a file. Correct it in Alma.",linesToRecord:{one:"1 line to record",other:"{count} lines to re\
cord"},linesToRecordOdd:{one:"1 line to record. Look at it: {problems}",other:"{count} lines to record. Look at these: {problems}"},moreProblems:{one:"And 1 mor\
e.",other:"And {count} more."},heldNotInFile:{one:"The held scan is not in the file.",other:"The {count} held scans are not in the file."},scansWouldWait:"Scans\
 are waiting.",linesOfFile:{one:"1 line from the file will be recorded. Already here: {known}.",other:"{count} lines from the file will be recorded. Already her\
e: {known}."},fileIsCut:"Scan this once more: {line}. The file ends in the middle of that line, so it was left out.",fileNotRead:"This file cannot be read. Copy\
 it to this computer, and open the copy.",fileNotOfPage:"This file was not made with Save to a file. Ask the supervisor to import it: Import Files of Other Stat\
ions (import.php).",fileBeingMade:"Making the file…",nothingToSave:"No scan is waiting, so there is nothing to save.",nothingToTakeOut:"No scan is waiting, so\
 there is nothing to put into a file.",fileNotMade:"No file was made: this browser cannot store which scans are in it. Press Save to a file instead.",takenOut:{
one:"1 scan is in a file for Alma. Give this to the supervisor: {files}.",other:"{count} scans are in a file for Alma. Give this to the supervisor: {files}."},openNotInFile:{
one:"1 scan is held or rejected, and not in the file.",other:"{count} scans are held or rejected, and not in the file."},refusedNotInFile:{one:"1 line that the \
server would refuse is not in the file. It keeps waiting.",other:"{count} lines that the server would refuse are not in the file. They keep waiting."},takenOutHere:{
one:"1 scan from this computer is in a file for Alma, and will not be sent.",other:"{count} scans from this computer are in a file for Alma, and will not be sen\
t."},askSend:{one:"Send 1 scan to the server after all? If somebody imports the file or loads it into Alma too, the scan counts twice.",other:"Send {count} scan\
s to the server after all? If somebody imports the file or loads it into Alma too, they count twice."},askRemove:{one:"Has Alma loaded the file? Then remove 1 s\
can here. After that, you cannot make the file again.",other:"Has Alma loaded the file? Then remove {count} scans here. After that, you cannot make the file aga\
in."},answerSend:"Send after all",answerRemove:"Remove",sentAfterAll:{one:"1 scan will be sent after all.",other:"{count} scans will be sent after all."},removedHere:{
one:"1 scan is removed from this computer.",other:"{count} scans are removed from this computer."},problemOf:"{scanned}: {problem}",guessOf:"Did the scanner mea\
n {guess}?",keyDiscards:"{key} discards it.",keyMakesPatron:"{key} makes {patron} the next patron.",keyMakesThisPatron:"{key} makes this the next patron.",keyTakesGuess:"\
{key} records {guess} instead.",keyLendsToNext:"{key} lends it to the next patron you scan.",keyRecords:"{key} records it anyway.",keyThenRecords:"Then {key} re\
cords it.",keyLetsPatron:"{key} lends it anyway, and this patron's other items too.",chooseInLog:"Choose what to do in the Transaction Log.",noPatron:"No patron\
.",noLibrary:"No library is chosen.",cutByKey:"{key} came in the middle of the scan.",keyAfterBoth:"This may be an item or the next patron: {key} came right aft\
er it, and after the scan before it.",unclearEnter:"This may be an item or the next patron: Enter came right after the patron's scan.",otherVersion:"This comes \
from another version of this page.",isReadError:"The scanner could not read it.",isStripe:"This is a card's magnetic stripe, not a barcode.",hasControl:"There i\
s a control character in it.",hasCharacters:"Barcodes do not contain characters like these. The scanner and this computer may be set to different keyboards.",isIsbn:"\
This is the publisher's barcode (ISBN or ISSN), not the library's.",isTwice:"The same barcode came twice in one scan.",isTwo:"These look like two barcodes in on\
e scan.",isLong:"This is too long: a barcode has at most 32 characters.",hasAdded:"It still has characters in it that a scanner adds.",noPatronFound:"No patron \
barcode found.",notAnItem:"This does not look like an item's barcode.",isPatron:"This looks like a patron's barcode.",isItem:"This looks like an item's barcode.",
oddItem:"This does not look like the items' barcodes recorded here.",oddPatron:"This does not look like the patrons' barcodes recorded here.",wrongCheckDigit:"T\
he check digit of this barcode is wrong.",beginsNotWith2:"This barcode should begin with 2.",beginsNotWith3:"This barcode should begin with 3.",ownPatron:"This \
is the patron's barcode.",wasPatron:"This was scanned as a patron's barcode today.",wasItem:"This was scanned as an item's barcode today.",unlistedItem:"This it\
em is not in the list from Alma.",othersItem:"This item belongs to another library.",unlistedPatron:"This patron is not in the list from Alma.",isBlocked:"This \
patron is blocked in Alma.",isExpired:"This patron's account expired. Its last day was {day}.",repeatOut:"This item was checked out a moment ago.",repeatIn:"Thi\
s item was checked in a moment ago.",correctBarcode:"Correct the barcode",countsToday:"Recorded today at this desk: loans {loans}, returns {returns}.",olderNotShown:{
one:"The list shows the latest scans. 1 older one is waiting and not shown.",other:"The list shows the latest scans. {count} older ones are waiting and not show\
n."},stateHeld:"⚠ held, not recorded: {reason}",stateInPage:"◌ not recorded yet, in this page only",stateKept:"◌ kept on this computer",stateRejected:"✖ r\
ejected: {reason}",stateRecorded:"✔ recorded {at}",stateTakenOut:"◌ in a file for Alma, not sent",stateVoiding:"◌ to be voided",stateVoided:"✖ voided",stateInFile:"\
✖ already in a file: correct it in Alma",kindLoan:"Loan",kindReturn:"Return",buttonRecord:"Record",buttonCorrect:"Correct",buttonDiscard:"Discard",buttonVoid:"\
Void",buttonSend:"Send after all",buttonTake:"Use {guess}",buttonPatron:"Use as patron",buttonGuessPatron:"Use {guess} as patron",buttonOfItem:"{button} {item}",
soundOn:"Sound is on",soundOff:"Sound is off",soundOffNoTest:'Sound is off. Press "Sound is off" to switch it on, then press Test sound again.',soundImpossible:"\
This browser cannot play sound. Look at the large card after each scan.",soundTested:"Those were the three tones. If you heard nothing, turn up the volume of th\
is computer.",toneTested:"{number} of {all}: {sign} {word}: {meaning}",toneRecordedMeans:"two quick notes, the second one higher. The scan is taken.",toneLookMeans:"\
three equal notes. A scan is held, or you need to look.",toneNotRecordedMeans:"one long deep note. Something was refused and is not recorded.",mayDelete:"When t\
his computer's disk fills up, this browser may delete scans that are waiting.",keepsScans:"This browser keeps scans that are waiting, even when the disk fills u\
p.",keepsRefused:"The browser did not agree. Bookmark this page and ask again, or ask whoever looks after this computer.",moreArrived:{one:"1 more record has ar\
rived since you opened this page.",other:"{count} more records have arrived since you opened this page."},recordsGone:{one:"1 record has left this list since yo\
u opened this page: it was voided or put into a file.",other:"{count} records have left this list since you opened this page: they were voided or put into a fil\
e."},desksChanged:"What the desks hold has changed since you opened this page.",countMayBeOld:"The server cannot be reached, so the count may be out of date.",reloadPage:"\
Reload",noRecord:"none",making:"{files}, {records}",filesMade:{one:"1 file",other:"{count} files"},recordsMade:{one:"1 record",other:"{count} records"},makingFiles:"\
Making the files. You may leave this page: they will be on List Generated Files.",filesUnsent:"The files could not be sent, and nothing from them is recorded. C\
heck that the server can be reached, and try again.",recordsUnsure:"The server's answer was lost, so it is not certain that the records were added. Press the bu\
tton again: nothing is recorded twice.",filesTooLarge:"Import fewer files at a time, or split a large one. These are larger than {megabytes} MB, the most that c\
an be imported at once.",sendingFiles:"Sending…",sendingPercent:"Sending: {percent}%",sentReading:"Sent. The server is reading the lines…",sentRecording:"Se\
nt. The server is recording…",pressToSee:"Press it to see what would be recorded now."}),vn=new Intl.PluralRules("en");function h(n,...t){let e=t[0]??{},s=yn[n];
return(typeof s=="string"?s:s[vn.select(Number(e.count))]??s.other).replace(/\{(\w+)\}/g,(o,r)=>String(e[r]))}var On=Object.freeze(["held","waiting","rejected","taken out","voiding","recorded","voided","in a file"]);function xn(n){return/[",]/.test(n)?`"${n.replace(/"/g,
'""')}"`:n}function re({library:n,time:t,kind:e,item:s,callNumber:i,patron:o,patronName:r}){return[n,t,e,s,i,o,r].map(a=>xn(a??"")).join(",")}function O(n){let e=[
...(","+n).matchAll(/,(?:"((?:[^"]|"")*)"([^,]*)|([^,]*))/g)],[s="",i="",o="",r="",a="",c="",d=""]=e.map(([,l,f,u])=>(u===void 0?l.replace(/""/g,'"')+f:u).trim());
return{library:s,time:i.replace(/\D/g,""),kind:o,item:r,callNumber:a,patron:c,patronName:d}}function R(n,t){return n.raw??re({...n,time:n.time??t.at(n.library??
"",n)})}function C(n,t){return n.epoch!==void 0&&n.epoch===(t==null?void 0:t.epoch)&&n.item===(t==null?void 0:t.item)}function it(n,t){return n.epoch!==void 0?C(
n,t):t.epoch===void 0&&t.raw===n.raw&&t.state===n.state}var A=({state:n})=>n==="waiting"||n==="voiding",G=({state:n})=>n==="held"||n==="rejected",T=({state:n})=>n===
"taken out",J=({id:n})=>typeof n=="string";function ot({void:n,...t}){return n?{...t,state:"voiding"}:On.includes(t.state)?t:{...t,state:"held",reason:h("otherV\
ersion")}}var Tn={"cut off":"serverAway",refused:"serverRefuses",unclear:"serverUnclear"};function En({entries:n,sending:t,durable:e,isTimeKnown:s},i){let o=n.filter(A).length,
r=n.filter(G).length,a=[];e||a.push(h("keepsNothing")),t!=="ok"&&(a.push(h(Tn[t])),o>0&&a.push(h("scansWaiting",{count:o})),a.push(e?h("keepScanning"):h("keepsT\
rying")),t==="unclear"&&a.push(h("reloadIfUnclear")),s||a.push(h("timeUnknown")));let c=n.filter(T).length;return c>0&&a.push(h("scansTakenOut",{count:c})),i&&a.
push(h("clocksApart",{workstation:i.workstation,server:i.server})),r>0&&a.push(h("scansNeedYou",{count:r})),a.join(" ")}function He(n,t,e){let s=En(t,e);n.textContent!==
s&&(n.textContent=s),n.hidden=s===""}function D(n){return new Date(n).toISOString().replace(/\D/g,"").slice(0,14)}function _(n){let t=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(n);if(!t)return NaN;
let[e,s,i,o,r,a]=t.slice(1).map(Number);return Date.UTC(e,s-1,i,o,r,a)}function qe(n){return n.replace(/^(\d{4})(\d\d)(\d\d).*/,"$1-$2-$3")}function S(n){return n.
replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/,"$1:$2:$3")}var Sn=2e3,Ln={ok:"connected","cut off":"cutOff",refused:"serverBusy",unclear:"serverOdd"},vt=class{#t;#e;#s;#n;constructor({connection:t,waiting:e,time:s},i){this.#t=
t,this.#e=e,this.#s=s,this.#n=i,setInterval(()=>this.#i(),Sn)}#i(){let t=this.#n;this.#s.textContent=t.usable?S(t.now()).slice(0,5):"--:--"}show({entries:t,sending:e}){
this.#i(),this.#t.textContent=h(Ln[e]),this.#t.classList.toggle("is-off",e!=="ok");let s=t.filter(A).length;this.#e.textContent=h("waitingHere",{count:s}),this.#e.
classList.toggle("is-some",s>0)}};var Nn="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";function Ke(n){return/^\d{7,}$/.test(n)?[...n].reverse().reduce((e,s,i)=>{let o=Number(s)*(i%2?2:1);return e+
(o>9?o-9:o)},0)%10===0:!1}function An(n){return/^\d{6,}[0-9X]$/.test(n)?[...n].reverse().map(s=>s==="X"?10:Number(s)).reduce((s,i,o)=>s+i*(o+1),0)%11===0:!1}function In(n){
let t=[...n].map(s=>Nn.indexOf(s));if(t.length<5||t.includes(-1))return!1;let e=t.pop();return t.reduce((s,i)=>s+i,0)%43===e}var ae=Object.freeze({mod10:Ke,mod11:An,
mod43:In}),ze=n=>n.length===14&&Ke(n);var ce={"read error":"isReadError",stripe:"isStripe",control:"hasControl",characters:"hasCharacters",isbn:"isIsbn",twice:"isTwice",two:"isTwo",long:"isLong"},Ge=/^\][A-Za-z][0-9A-Za-z]/,
Pn=/^(\*)([^*]+)(\*)$/,Rn=/^([A-Da-d])(\d{10,})([A-Da-d])$/;function rt(n){var r;let t=((r=Ge.exec(n))==null?void 0:r[0])??"",e=n.slice(t.length).trim(),[,s="",
i=e,o=""]=Pn.exec(e)??Rn.exec(e)??[];return{barcode:i.trim(),taken:[t,s,o].filter(Boolean)}}function Ot(n){var s;let t=((s=Ge.exec(n))==null?void 0:s[0])??"";return[
{barcode:n.slice(t.length).trim(),taken:[t].filter(Boolean)},{barcode:n,taken:[]},rt(n)]}var Cn=/^(?:<?NR>?|NO[ _-]?READ|BAD[ _-]?READ|READ[ _-]?ERR(?:OR)?|ERR(?:OR)?|\?+|[%;+]E\??(?:[%;+]E\??)*)$/i,
Bn=/^(?:%.*[?^]|;.*[?=]|\+.*\?)/,$n=/^[ -~]*$/,Mn=/[\x00-\x1f\x7f-\x9f]/;function W(n,t=()=>!1){return Mn.test(n)?"control":Cn.test(n)?"read error":Bn.test(n)?"\
stripe":!$n.test(n)||!/[0-9A-Za-z]/.test(n)?"characters":Dn(n,t)?"twice":_n(n)&&!t(n)?"isbn":n.length>32?"long":/^\d{20,}$/.test(n)&&!t(n)?"two":""}function Je(n){
var t;return((t=/^(.{4,32}?)(?:[ *]*\1)+$/.exec(n))==null?void 0:t[1])??""}function Dn(n,t){let e=Je(n);return e.length>=6||e!==""&&!t(n)}function _n(n){let t=n.
replace(/[ -]/g,"");return/^97[789]\d{10}(?:\d{2}|\d{5})?$/.test(t)?[...t.slice(0,13)].reduce((s,i,o)=>s+Number(i)*(o%2?3:1),0)%10===0:!1}var Un=[`&é"'(-è_çà`,
`&é"'(§è!çà`,"+ěščřžýáíé","+ľščťžýáíé","!@#$%^&*()",'!"£$%^&*()','!"§$%&/()='],jn=[1632,1776,2406,65296],Fn=/[\u2010-\u2015\u2212]/g;function Wn(n){
let t=[...n].map(Hn).join("").replace(Fn,"-");if(W(t)===""&&t!==n)return t;if(/\d/.test(t))return"";for(let e of Un){let s=[...n].map(i=>e.includes(i)?String((e.
indexOf(i)+1)%10):i).join("");if(/^[0-9A-Za-z]+$/.test(s))return s}return""}function Hn(n){let t=n.codePointAt(0)??0,e=jn.find(s=>t>=s&&t<s+10);return e===void 0?
n:String(t-e)}function xt(n,t){return n==="twice"?Je(t):n==="characters"?Wn(t):""}var Ve=Object.freeze({patron_pattern:"([0-9]+)",item_pattern:".*"}),qn={...ce,added:"hasAdded","no patron":"noPatronFound","not an item":"notAnItem",patron:"isP\
atron",item:"isItem","odd item":"oddItem","odd patron":"oddPatron","check digit":"wrongCheckDigit","begins not with 2":"beginsNotWith2","begins not with 3":"beg\
insNotWith3","own patron":"ownPatron","was patron":"wasPatron","was item":"wasItem","repeat L":"repeatOut","repeat R":"repeatIn"},Kn={2:"patron",3:"item"};function Tt(n){
try{return new RegExp(n)}catch{return}}var Et=class{#t;#e;#s;#n;#i;#h;#c;#o=new Map;constructor(t,e){var s,i;this.#t=t,this.#e=e,this.#c=t.patron_pattern!==Ve.patron_pattern,
this.#s=Tt(t.patron_pattern)??/(?!)/,this.#n=Tt(`^(?:${t.item_pattern})$`)??/^.*$/,this.#h=(((i=(s=Tt(`${t.item_pattern}|`))==null?void 0:s.exec(""))==null?void 0:
i.length)??1)>1,this.#i=t.item_pattern!==Ve.item_pattern&&!this.#n.test("#")}patron(t){let e=this.#c?this.#u(t):this.#r(t);if(e.problem)return e;let{barcode:s}=e,
i=Ot(t).some(({barcode:o})=>this.#w(o));return{...e,...this.#d("patron",s,i?"item":this.#l(s))}}item(t,e,s){let i=this.#a(e);if(i.problem)return i;let{barcode:o}=i,
r=s&&o===s?"own patron":this.#f(o),a=this.#d("item",o,r);return{...i,...a.problem?a:{problem:this.#g(t,o)}}}isNone({problem:t}){return t in ce}mayBePatron({barcode:t,
problem:e}){return e==="odd item"?this.#e.hasSeenLike("patron",t):e==="patron"||e==="was patron"}offerOfCard(t){if(!zn(t.problem))return this.isNone(t)&&!t.guess?
"discard":"patron"}offerOfItem(t){return this.mayBePatron(t)?"patron":void 0}line({kind:t,item:e,patron:s}){let i=[this.#p("item",e,this.#f(e))];if(t==="L"&&s){
let o=this.#w(s)?"item":this.#l(s);i.push(this.#p("patron",s,o))}return i.filter(Boolean)}words(t){return h(qn[t])}isOrdinary(t){return this.#e.isOrdinary("item",
t)||this.#e.isOrdinary("patron",t)}remember(t,e){this.#e.remember("item",e),this.#o.set(`${t} ${e}`,performance.now())}rememberEarlier(t,e,s){this.#e.noteRole("\
item",e),this.#o.set(`${t} ${e}`,performance.now()-s)}rememberPatron(t){this.#e.remember("patron",t)}forget(t,e){this.#o.delete(`${t} ${e}`)&&this.#e.forget("it\
em",e)}#a(t){let e=rt(t),s=({barcode:l})=>this.#n.test(l),{barcode:i,taken:o}=this.#i&&Ot(t).find(s)||e,r=this.#n.exec(i),a=((r==null?void 0:r[1])||i).trim(),c=W(
a,l=>this.#e.isOrdinary("item",l)),d={barcode:a,taken:o,problem:c,guess:xt(c,a)};return this.#i?r?c==="control"||c==="read error"?d:{...d,problem:a.length>32?"l\
ong":"",guess:""}:{...d,problem:c||"not an item"}:d}#r(t){var a;let{barcode:e,taken:s}=rt(t),i=W(e,c=>this.#e.isOrdinary("patron",c));if(i)return{barcode:e,taken:s,
problem:i,guess:xt(i,e)};let o=((a=this.#s.exec(e))==null?void 0:a[1])??"";if(!o)return{barcode:e,taken:s,problem:"no patron",guess:""};let r=e.split(o,2).filter(
Boolean);return{barcode:o,taken:[...s,...r],problem:"",guess:""}}#u(t){if(W(t)==="read error")return{barcode:t,taken:[],problem:"read error",guess:""};let e=Ot(
t).map(({barcode:r,taken:a})=>{var c,d;return{barcode:(d=(c=this.#s.exec(r))==null?void 0:c[1])==null?void 0:d.trim(),taken:a}}),{barcode:s="",taken:i}=e.find(({
barcode:r})=>r)??{taken:[]};if(!s)return{barcode:t,taken:i,problem:"no patron",guess:""};let o=W(s,r=>this.#e.isOrdinary("patron",r));return{barcode:s,taken:i,problem:o,
guess:xt(o,s)}}#l(t){return this.#e.wasOnly("item",t)?"was item":this.#b(t,"2")}#f(t){return this.#e.wasOnly("patron",t)?"was patron":this.#k(t)?"patron":this.#b(
t,"3")}#d(t,e,s){if(s)return{problem:s,guess:""};let i=this.#e.oddity(t,e);if(i==="check digit")return{problem:this.#t.check_digit==="auto"?i:"",guess:""};if(i===
""||t==="item"&&this.#i)return{problem:"",guess:""};let o=t==="item"?"patron":"item";return this.#e.isOrdinary(o,e)?{problem:o,guess:""}:{problem:`odd ${t}`,guess:this.#m(
t,e)}}#m(t,e){let s=[...e].map(i=>i===i.toUpperCase()?i.toLowerCase():i.toUpperCase()).join("");return s!==e&&this.#e.isOrdinary(t,s)?s:""}#p(t,e,s){let i=t==="\
item"&&this.#i;if(i&&!this.#h&&!this.#n.test(e))return"not an item";if(!i&&rt(e).barcode!==e)return"added";let o=W(e,a=>this.#e.isOrdinary(t,a));return(i&&!/^(control|read error|long)$/.
test(o)?"":o)||this.#d(t,e,s).problem}#g(t,e){let s=this.#o.get(`${t} ${e}`)??-1/0,i=this.#o.get(`${t==="L"?"R":"L"} ${e}`)??-1/0,o=this.#t.repeat_minutes*6e4;return s>
i&&performance.now()-s<o?`repeat ${t}`:""}#w(t){return this.#i&&this.#n.test(t)}#k(t){if(!this.#c||this.#i)return!1;let e=Tt(`^(?:${this.#t.patron_pattern})$`);
return e!==void 0&&e.test(t)&&!e.test("#")}#b(t,e){return this.#t.check_digit!=="codabar14"?"":ze(t)?t[0]===e?"":Kn[t[0]]??`begins not with ${e}`:"check digit"}},
zn=n=>/^(patron|item|was patron|was item)$/.test(n);var de="queue";var Ze=new WeakMap,at=class extends Error{},ct=class{#t;#e;#s;#n;constructor(t,e){this.#t=t,this.#e=e}async run(t,e,s=()=>{}){let i,o=async()=>{let r=await this.#i();
return this.#h(async a=>{let c=await St(r,t,d=>i=e(d,i),a);return a.aborted&&await St(r,t,d=>s(d,c)),c},1e4)};try{return await o()}catch(r){if(r instanceof at||
r instanceof DOMException&&r.name==="QuotaExceededError")throw r;return this.close(),o()}}close(){var t;(t=this.#s)==null||t.close(),this.#s=void 0}probe(){return this.#h(
async()=>{let t=await Ye(`${this.#t} probe`,[]);try{await St(t,"readwrite",e=>e.add({text:"x".repeat(65536)})),await St(t,"readwrite",e=>e.clear())}finally{t.close()}})}async#i(){
return this.#s||await this.#h(async()=>{this.#s=await Ye(this.#t,this.#e())}),this.#s}async#h(t,e=5e3){if(this.#n)throw new at;let s=new AbortController,i=t(s.signal).
finally(()=>this.#n=void 0);this.#n=i;let o,r=new Promise((a,c)=>{o=setTimeout(()=>{s.abort(),c(new at)},e)});try{return await Promise.race([i,r])}finally{clearTimeout(
o)}}};function Ye(n,t){return new Promise((e,s)=>{let i=indexedDB.open(n,1);i.onupgradeneeded=()=>{let o=i.result.createObjectStore(de,{keyPath:"id",autoIncrement:!0});
for(let r of t)o.put(r)},i.onsuccess=()=>e(i.result),i.onerror=()=>s(i.error),i.onblocked=()=>s(new Error("blocked"))})}function St(n,t,e,s){let i=n.transaction(
de,t,{durability:"strict"});return s==null||s.addEventListener("abort",()=>Gn(i)),new Promise((o,r)=>{let a;i.oncomplete=()=>o(a),i.onabort=()=>r(Ze.get(i)??i.error),
i.onerror=()=>r(i.error);try{a=e(i.objectStore(de))}catch(c){r(c),i.abort()}})}function Gn(n){try{n.abort()}catch{}}function V(n,t){n.onsuccess=()=>{try{t(n.result)}catch(e){
let s=n.transaction;Ze.set(s,e),s.abort()}}}var ts=n=>`offline-circ ${new URL(".",n).pathname}`,ue=class{durable=!1;#t;#e=Promise.resolve();#s=new Map;#n=new Map;#i=new Map;#h=0;#c=new Map;constructor(t){
this.#t=new ct(t,()=>this.#r())}open(){return this.#o(()=>this.#f())}add(t,{mayBeThere:e=!1}={}){return this.#o(async()=>{if(!await this.#f())return this.#l(t,e);
try{let{ids:s}=await this.#t.run("readwrite",(i,o)=>e||o?Xe(i,t):Vn(i,t),Qe);return t.forEach((i,o)=>this.#s.set(s[o],{...i,id:s[o]})),s}catch{return this.durable=
!1,this.#l(t,e)}})}all(){return this.#o(async()=>(await this.#f(),await this.#d(),[...this.#r(),...this.#i.values()].map(t=>({...t}))))}update(t,e){return this.#o(
async()=>{await this.#f();let s=t.filter(i=>!this.#i.has(i));return[...await this.#p(s,e),...this.#m(t,e)]})}isStored({id:t}){return t===void 0||!this.#n.has(this.#a(
t))}#o(t){let e=this.#e.then(t);return this.#e=e.then(()=>{},()=>{}),e}#a(t){return this.#c.get(t)??t}#r(){return[...this.#s].flatMap(([t,e])=>this.#n.get(t)??(this.#n.
has(t)?[]:e))}#u(t,e){e?this.#s.set(t,{...e,id:t}):this.#s.delete(t)}#l(t,e){let s=e?[...this.#r(),...this.#i.values()]:[];return t.map(i=>{let o=s.findIndex(a=>it(
i,a));if(o>=0)return s.splice(o,1)[0].id;let r=`memory ${++this.#h}`;return this.#i.set(r,{...i,id:r}),r})}async#f(){if(this.durable)return!0;let t=[...this.#i.
values()];try{t.length===0&&this.#n.size===0&&await this.#t.probe();let{ids:e}=await this.#t.run("readwrite",s=>{for(let[i,o]of this.#n)Jn(s,i,o);return Xe(s,t,
!0)},Qe);for(let[s,i]of this.#n)this.#u(s,i);t.forEach((s,i)=>{this.#c.set(s.id,e[i]),this.#u(e[i],s)}),this.#n.clear(),this.#i.clear(),this.durable=!0}catch{}return this.
durable}async#d(){try{let{result:t}=await this.#t.run("readonly",e=>e.getAll());this.#s=new Map(t.map(e=>[e.id,ot(e)]))}catch{this.durable=!1}}#m(t,e){let s=[];
for(let i of t){let o=this.#i.get(i);if(!o)continue;let r=e({...o});r?this.#i.set(i,r):this.#i.delete(i),s.push({before:o,after:r})}return s}async#p(t,e){try{let s=await this.#t.
run("readwrite",(i,o)=>{let r=[];for(let a of t)V(i.get(this.#a(a)),c=>{let d=Yn(c,a,o)??this.#g(c,a,e);d&&(es(i,this.#a(a),d.after),r.push(d))});return r});for(let{
before:i,after:o}of s)this.#u(this.#a(i.id),o),this.#n.delete(this.#a(i.id));return s}catch{return this.durable=!1,this.#w(t,e)}}#g(t,e,s){let i=this.#n.get(this.#a(
e));if(t===void 0||i===null)return;let o={...i??ot(t),id:e};return{before:o,after:s({...o})}}async#w(t,e){await this.#d();let s=[];for(let i of t){let o=this.#a(
i),r=this.#g(this.#s.get(o),i,e);r&&(this.#n.set(o,r.after&&{...r.after,id:o}),s.push(r))}return s}};function es(n,t,e){e?n.put({...e,id:t}):n.delete(t)}function Jn(n,t,e){
V(n.get(t),s=>{s!==void 0&&es(n,t,e)})}function Vn(n,t){let e=[];return t.forEach((s,i)=>V(n.add(s),o=>e[i]=Number(o))),{ids:e,made:e}}function Qe(n,{made:t}){for(let e of t)
n.delete(e)}function Xe(n,t,e=!1){let{ids:s,made:i}={ids:[],made:[]};return V(n.getAll(),o=>{t.forEach(({id:r,...a},c)=>{let d=o.findIndex(f=>it(a,ot(f))),[l]=d<
0?[]:o.splice(d,1);V(l?n.put(e?{...l,...a}:l):n.add(a),f=>{s[c]=Number(f),l||i.push(s[c])})})}),{ids:s,made:i}}function Yn(n,t,e=[]){return e.find(({before:s,after:i})=>s.
id===t&&i&&n&&JSON.stringify({...i,id:n.id})===JSON.stringify(n))}async function le(n){let t=new ue(n);return await t.open(),t}async function ss(n){let t=new ct(
n,()=>[]);try{let{result:e}=await t.run("readonly",s=>s.getAll());return e.map(ot).filter(A).length}finally{t.close()}}function E(n,t,e){try{return JSON.parse(n.
get(t)??"")??e}catch{return e}}var Y=class{#t;#e;constructor(t,e){this.#e=t;try{this.#t=e(),this.#t.setItem(`${t} test`,"1")}catch{let s=new Map;this.#t={getItem:i=>s.
get(i)??null,setItem:(i,o)=>{s.set(i,o)},removeItem:i=>{s.delete(i)},key:i=>[...s.keys()][i]??null,get length(){return s.size}}}}get(t){return this.#t.getItem(`${this.#e}\
 ${t}`)}set(t,e){try{this.#t.setItem(`${this.#e} ${t}`,e)}catch{}}remove(t){this.#t.removeItem(`${this.#e} ${t}`)}keys(t){let e=Array.from({length:this.#t.length},
(i,o)=>this.#t.key(o)??""),s=`${this.#e} `;return e.filter(i=>i.startsWith(s+t)).map(i=>i.slice(s.length))}};function Z(n,t){let e=n.filter(([i])=>i*1e3<=t),[,s]=e[e.length-1]??n[0]??[0,0];return s*1e3}function Lt(n,t){for(let e=1;e<n.length;e++){let[s,i]=n[e],o=n[e-1][1],
[r,a]=[s-30,s+o-i];if(i<o&&r*1e3<=t&&t<a*1e3){let c=Math.floor((Math.floor(t/1e3)-r)*30/(a-r));return(r+o+c)*1e3}}return t+Z(n,t)}var ns="server clock",rs=5e3,Zn=2e3,Qn=2*36e5,Xn=60,is=15*6e4,ti=3*6e4,ei=24*36e5,Nt=class{#t;#e;#s=0;#n=0;#i;#h=!1;#c=Date.now()-performance.now();#o;constructor(t,e=()=>""){
this.#t=t,this.#i=e;let{ahead:s,zones:i}=E(t,ns,{});this.#e=this.#c+(s??0),this.#o=new Map(Object.entries(i??{"":[[0,os()/1e3]]}))}learn({server_time:t,not_before:e,
zones:s=ni(t)},i){var c;let o=Date.parse(t);if(!Number.isFinite(o)||!((c=s[""])!=null&&c.length))return;this.#o=new Map(Object.entries(s));let r=performance.now();
if(this.usable&&r-i>Zn)return;this.#e=o-(i+r)/2,(!this.#h||this.#s-this.#a>Qn)&&(this.#s=0),this.#u(Date.parse(e??"")||0),this.#h=!0,this.#c=Date.now()-r;let a=Math.
round(this.#e-this.#c);this.#t.set(ns,JSON.stringify({ahead:a,zones:s}))}get usable(){return this.#h&&Math.abs(Date.now()-performance.now()-this.#c)<rs}get#a(){
return performance.now()+this.#e}get zones(){return this.#o}#r(t){return this.#o.get(t)??this.#o.get("")??[]}now(t=this.#i()){return this.#u(this.#a),D(Lt(this.#r(
t),this.#s))}#u(t){let e=performance.now()-this.#n;this.#s=Math.max(this.#s+e/Xn,t),this.#n+=e}timeOfScan(t){return this.#l(t)?this.now(t):null}#l(t){return this.
usable&&(t!==""||this.#o.size===1)}ago(t,e){return Lt(this.#r(t),this.#a)-_(e)}get moment(){return{epoch:Date.now(),ticks:performance.now(),page:performance.timeOrigin}}at(t,e={}){
return D(Lt(this.#r(t),this.#a-si(e)))}apart(t){if(!this.#l(t))return;let[e,s]=[this.#a+Z(this.#r(t),this.#a),Date.now()+os()],i=Math.round((e-s)/is);if(i===0||
Math.abs(e-s-i*is)>ti)return;let[o,r]=[s,e].map(a=>S(D(a)).slice(0,5));return{quarters:i,workstation:o,server:r}}};function si({epoch:n=Date.now(),ticks:t,page:e}){
let s=Date.now()-n;if(t===void 0||e!==performance.timeOrigin)return s;let i=performance.now()-t;return s<i-rs||s>i+ei?i:s}function ni(n){let[,t,e,s]=/([+-])(\d\d):(\d\d)$/.
exec(n)??["","+","0","0"];return{"":[[0,+`${t}1`*(Number(e)*3600+Number(s)*60)]]}}function os(){return-new Date().getTimezoneOffset()*6e4}var ht=h("noPatron"),ii={patron:"buttonPatron",record:"buttonRecord",correct:"buttonCorrect",discard:"buttonDiscard",void:"buttonVoid",send:"buttonSend"};function dt({
offer:n,guess:t}){return n==="discard"||n==="patron"?n:t?"take":"record"}var fe=["patron","blocked","expired"],ut=({hold:n=[]})=>n.some(t=>fe.includes(t)),At=(n,t)=>n.
began!==void 0&&n.began===t.began&&n.patron===t.patron;function It(n){let t=[dt(n),"record","correct","discard"];return[...new Set(t)]}function pe(n,{guess:t=""}){
return n==="take"?h("buttonTake",{guess:t}):n==="patron"&&t?h("buttonGuessPatron",{guess:t}):h(ii[n])}function oi(n,t){let{guess:e="",reason:s}=n,i=dt(n);return i===
"discard"?h("keyDiscards",{key:t}):i==="take"?h("keyTakesGuess",{key:t,guess:e}):i==="patron"?e?h("keyMakesPatron",{key:t,patron:e}):h("keyMakesThisPatron",{key:t}):
ut(n)?h("keyLetsPatron",{key:t}):s===ht?h("keyLendsToNext",{key:t}):n.library?h("keyRecords",{key:t}):h("keyThenRecords",{key:t})}function as(n,t){let{scanned:e=n.
item??"",reason:s="",guess:i}=n,o=dt(n),r=n.kind==="L"&&!n.patron&&o==="record"&&s!==ht,a=o==="record"||o==="take";return[h("problemOf",{scanned:e,problem:s}),...i?
[h("guessOf",{guess:i})]:[],...a&&!n.library?[h("chooseLibraryFirst")]:[],t&&!r?oi(n,t):h("chooseInLog")].join(" ")}function me(n,t,e){let{reason:s,scanned:i,offer:o,
guess:r,hold:a,...c}=e===void 0?n:ge(n,e),d=c.kind==="L",l=c.patron||(d?t.patron:""),f=c.patron||!d?c.patronName:t.patronName,u=!(a!=null&&a.length&&e!==void 0);
return{...c,library:c.library||t.library,patron:l,patronName:f,state:"waiting",...u&&{accepted:u}}}var cs=(n,{library:t,patron:e})=>lt({...n,library:n.library||
t,patron:n.patron||e})==="";function hs(n,t){var e;return n.state==="held"&&((e=n.hold)!=null&&e.every(s=>fe.includes(s)))?me(n,t):n.state==="held"||n.state==="\
waiting"?{...n,patronAccepted:!0}:n}function ds(n,t){let e=n.filter(({kind:s})=>!(t.patronAccepted&&fe.includes(s)));return t.state!=="waiting"||t.accepted||e.length===
0?t:{...t,state:"held",hold:e.map(({kind:s})=>s),reason:e.map(({reason:s})=>s).join(" ")}}function ge({tried:n,...t},e){let s=O(t.raw??""),i=t.raw&&re({...s,kind:s.
kind,item:e});return{...t,item:e,...i&&{raw:i}}}function lt({library:n,kind:t,patron:e}){return n?t==="L"&&!e?h("scanPatronFirst"):"":h("chooseLibraryFirst")}var Q="turn",we="left",us="check in",ri=5*6e4,Pt=class{#t;#e;constructor(t,e){this.#t=t,this.#e=e}keep(t){this.#s(JSON.stringify(t))}end(){this.#s("")}#s(t){this.#e.
set(Q,t),this.#t.set(Q,t)}leave(t){this.#e.get(Q)!==null&&(this.#e.set(we,String(Date.now())),this.#e.set(us,t?"yes":""))}find(){let t=Math.abs(Date.now()-Number(
this.#e.get(we)))<ri;this.#e.set(we,"");let e=t?E(this.#e,Q):void 0,i=!e&&!!this.#t.get(Q)?E(this.#t,Q,{patron:""}).patron:void 0;return{here:e,elsewhere:i,isCheckIn:t&&
this.#e.get(us)==="yes"}}};var Rt=class{#t=!1;#e=new Set;#s=new Map;#n=new Map;#i=0;ended(){this.#t=!0,this.#e.clear()}interrupted(t){if(t&&this.#t){this.#i=this.#e.size?0:this.#i+1;for(let[
e,s]of this.#s)this.#e.has(e)||(this.#s.set(e,s-1),this.#n.delete(e))}this.#t=!1}judge(t,e){if(!this.#t)return"";let s=this.#s.get(t)??0,i=e==="none"||e==="litt\
le"&&this.#i<3,o=this.#e.has(t);if(o&&(this.#s.delete(t),this.#n.delete(t)),o||s<=0&&!i)return this.#t=!1,o?"":"after a scan";this.#e.add(t);let r=(this.#n.get(
t)??0)+1;return this.#n.set(t,r),this.#s.set(t,r>=3?2:1),r>=3?"suffix":"perhaps suffix"}};var $t=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>n.length===1&&!t&&!e&&!s,ft=({ctrlKey:n,altKey:t,metaKey:e,shiftKey:s})=>n||t||e||s,Mt=n=>n instanceof Element&&n.
matches("input[type=text], textarea, select");function Ct(n){var e;let t=((e=/^Numpad(\d)$/.exec(n.code))==null?void 0:e[1])??"";return ft(n)||$t(n)?"":t}var ai=({
altKey:n,code:t})=>n&&/^Numpad\d$/.test(t),ke=({key:n,ctrlKey:t,altKey:e})=>t&&!e&&/^[jm]$/i.test(n),ci=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>t&&!e&&!s&&n.length===
1&&!/[acvxyz0+=-]/i.test(n),hi=({isComposing:n,key:t})=>n||t==="Process",di=({key:n,code:t})=>n==="Enter"||/Enter$/.test(t),Bt=class{last;#t;#e;#s;#n=new Rt;#i=new Map;#h=!1;constructor(t,e,s){
this.last=t[0],this.#t=t,this.#e=e,this.#s=s,addEventListener("focusin",({target:i})=>{this.last=this.#c(i)??this.last}),addEventListener("pointerdown",()=>this.#n.
interrupted(!1)),addEventListener("keydown",i=>this.#o(i));for(let i of t)i.addEventListener("input",()=>this.#d(i)),i.addEventListener("beforeinput",o=>this.#p(
i,o)),i.addEventListener("compositionend",()=>this.#r(i))}back(){this.focus(this.last)}focus(t){this.last=t,t.focus(),this.#s.isDone(t)?t.select():t.setSelectionRange(
t.value.length,t.value.length)}isUnsent(t){return t.value.trim()!==""&&!this.#s.isDone(t)}get hasUnsent(){return this.#t.some(t=>this.isUnsent(t))}endAll(){for(let t of this.#t)
this.isUnsent(t)&&this.end(t)}type(t){let e=t.split(/[\r\n\t]+/);e.forEach((s,i)=>{this.back(),s&&this.#m(this.last,s),i<e.length-1&&this.isUnsent(this.last)&&this.
end(this.last)})}end(t){let e=t.value.trim();if(!e){let i=this.#n.judge("Enter",this.#s.senseOf(t,"Enter"));/suffix/.test(i)?this.#s.taken("Enter",i==="suffix"):
this.#s.enter(t,i==="after a scan");return}let s=this.#i.get(t);this.#i.delete(t),this.#n.ended(),this.#s.scanned(t,e,s&&t.value.length>s.length?s.key:"")}#c(t){
return this.#t.find(e=>e===t)}#o(t){let e=this.#c(t.target);this.#h=t.isComposing&&di(t),!(t.defaultPrevented||hi(t))&&(/^F\d+$/.test(t.key)?this.#l(t,e):e?this.#a(
t,e):this.#u(t))}#a(t,e){let s=Ct(t);if(t.key==="Enter"||ke(t)){if(t.preventDefault(),t.repeat)return;if(t.key==="Enter"||e.value.trim())return this.end(e);this.#n.
interrupted(!1),this.#s.taken("LF",!0)}else if(t.key==="Tab"&&!ft(t)){if(!this.isUnsent(e))return;t.preventDefault(),this.end(e)}else s?(t.preventDefault(),this.#m(
e,s)):ci(t)&&this.isUnsent(e)&&(t.preventDefault(),this.#f(e,`Control+${t.key.toUpperCase()}`))}#r(t){let e=this.#h;this.#h=!1,e&&t.value.trim()&&this.end(t)}#u(t){
if(Mt(t.target))return;let e=Ct(t);(e||ai(t)||$t(t)&&t.key!==" ")&&this.back(),e&&(t.preventDefault(),this.#m(this.last,e))}#l(t,e){if(ft(t))return;let{key:s,target:i}=t,
o=e?this.isUnsent(e):i instanceof HTMLTextAreaElement||i instanceof HTMLInputElement&&i.value!=="",r=this.#e.includes(s);if((o||r||!/^F(5|11)$/.test(s))&&t.preventDefault(),
o)e&&this.#f(e,s);else if(r&&!t.repeat){let a=this.#n.judge(s,e?this.#s.senseOf(e,s):"some");/suffix/.test(a)?this.#s.taken(s,a==="suffix"):this.#s.pressed(s,a===
"after a scan")}}#f(t,e){this.#i.has(t)||this.#i.set(t,{key:e,length:t.value.length}),t.value.length>32?this.end(t):this.#s.ignored(e)}#d(t){t.value===""&&this.#i.
delete(t),this.#n.interrupted(!0)}#m(t,e){let{selectionStart:s,selectionEnd:i,value:o}=t;t.setRangeText(e,s??o.length,i??o.length,"end"),t.dispatchEvent(new Event(
"input",{bubbles:!0}))}#p(t,e){var i;let s=e.data??((i=e.dataTransfer)==null?void 0:i.getData("text/plain"))??"";/^insert(LineBreak|Paragraph)$/.test(e.inputType)?
(e.preventDefault(),this.end(t)):/[\r\n\t]/.test(s)&&(e.preventDefault(),this.type(s))}};var U="---",X="library",ls="library of the address";function ui(n,t){let e=i=>t.some(o=>o.toLowerCase().startsWith(i)),s="";for(let i of n.toLowerCase())if(s=e(
s+i)?s+i:i,!e(s))return!1;return!0}var Dt=class{#t;#e;#s;#n;#i=!1;#h="";#c="";#o=!1;constructor(t,{settings:e,session:s},i){this.#t=t,this.#e=e,this.#s=s,this.#n=
i,this.restore(),t instanceof HTMLSelectElement&&(t.addEventListener("focus",()=>this.#r()),t.addEventListener("pointerdown",()=>this.#o=!0),t.addEventListener(
"change",()=>this.#u()),t.addEventListener("keydown",o=>this.#l(o,t)))}get code(){return this.#t.value===U?"":this.#t.value}get fixed(){return this.#i?this.code:
""}get name(){let t=this.#t;return t instanceof HTMLSelectElement?t.selectedOptions[0].text:t.dataset.name??""}restore(){let t=this.#t;if(!(t instanceof HTMLSelectElement))
return;let e=[...t.options],s=a=>a!==null&&e.some(({value:c})=>c===a);this.#a(new URLSearchParams(location.search),s);let i=this.#s.get(ls)??U;this.#i=i!==U&&s(
i);let o=this.#s.get(X),r=this.#i?[i]:i!==U?[o]:[o,this.#e.get(X)];t.value=r.find(a=>a!==U&&s(a))??U,this.#i?e.filter(({value:a})=>a!==i).forEach(a=>a.remove()):
t.value!==U&&this.#s.set(X,t.value),this.#c=t.value}#a(t,e){let s=t.get("library");if(s!==null){if(t.has("recorded")){this.#s.set(X,s);return}this.#s.set(ls,s),
e(s)||this.#s.set(X,U)}}#r(){this.#h="",this.#c=this.#t.value}#u(){if(!this.#i)for(let t of[this.#e,this.#s])t.set(X,this.#t.value);this.#o&&this.#n.back()}#l(t,e){
this.#o=!1;let{key:s}=t,i=Ct(t);if(i||$t(t)&&(this.#h||s!==" ")){if(this.#h+=i||s,ui(this.#h,[...e.options].map(({text:r})=>r)))return;t.preventDefault();let o=this.#h;
e.value=this.#c,this.#u(),this.#r(),this.#n.type(o)}else s==="Enter"?(t.preventDefault(),this.#n.back()):/^(Arrow|Page|Home|End|Escape)/.test(s)&&(this.#h="",setTimeout(
()=>this.#r()))}};function be(n,t){var o;let e=n.trim();if(/^\d{7,}$/.test(e))return e;let s=[...e].map((r,a)=>e.slice(a)),i=r=>/^(?=.*\d)\S{6,}$/.test(r)&&t(r);return s.find(i)??
((o=/(?:^|\D)(\d{14})$/.exec(e))==null?void 0:o[1])??""}function li({value:n,selectionStart:t}){let e=n.slice(0,t).split(`
`).pop()??"";return e.includes(",")?"":e}var fs=n=>(n.key==="Enter"||n.key==="Tab")&&!ft(n)&&!n.isComposing;function ps({fields:n,lines:t},e,s,i){for(let o of n)
o.addEventListener("keydown",r=>{if(!fs(r))return;let a=be(o.value,s);if(a)o.value=o.value.trim().slice(0,-a.length).trim(),e.type(`${a}
`);else if(r.key==="Enter")i();else return;r.preventDefault()});t.addEventListener("keydown",o=>{let r=fs(o)?li(t):"";if(!r.trim())return;o.preventDefault();let a=t.
selectionStart;t.setRangeText("",a-r.length,a,"end"),e.type(`${r}
`)})}var ye=h("unclearEnter"),_t=class{#t;#e;#s;#n;#i;#h;#c;#o;#a;#r="";#u=!1;#l=0;#f=!1;#d=!1;#m=!1;#p=[];#g=!1;#w=!1;#k;#b="";#y;constructor(t,{settings:e,session:s,
station:i,keys:o,held:r,turned:a}){this.#t=t,this.#e=i,this.#s=i.checks,this.#n=o,this.#i=r,this.#h=a;let{patronBarcode:c,itemBarcode:d,itemBarcode2:l,callNumber:f,
patronName:u,textarea:g}=t;this.#o=new Bt([c,d,l],Object.values(o).filter(Boolean),{scanned:(p,v,L)=>this.#F(p,v,L),enter:(p,v)=>this.#U(p,v),pressed:(p,v)=>this.#V(
p,v),ignored:p=>i.announce(h("keyWithinScan",{key:p}),"look"),taken:(p,v)=>this.#X(p,v),isDone:p=>p===c&&this.#r!==""&&p.value===this.#b,senseOf:(p,v)=>this.#Q(
p,v)}),this.#a=new Pt(e,s),this.#c=new Dt(t.library,{settings:e,session:s},this.#o),ps({fields:[f,u].filter(Boolean),lines:g},this.#o,p=>this.#s.isOrdinary(p),()=>this.#o.
focus(d)),c.addEventListener("click",()=>this.#o.focus(c)),l.addEventListener("click",()=>this.#g=!0),c.addEventListener("input",()=>{c.value!==this.#b&&(this.#r&&
(this.#u=!0,this.#d&&(this.#p=[]),this.#k=void 0,this.#a.end()),this.#S(""))}),addEventListener("pagehide",()=>this.#a.leave(this.#N)),this.#J(t.checkoutbutton,
d),this.#J(t.checkinbutton,l),t.addEventListener("click",({target:p})=>{p instanceof Element&&p.closest("button")&&!p.closest("tbody, .correction")&&!Mt(document.
activeElement)&&this.#o.back()})}get library(){return this.#c.code}get fixedLibrary(){return this.#c.fixed}get libraryName(){return this.#c.name}get hasText(){return this.#o.
hasUnsent}flush(){this.#o.endAll()}restore(){let{patronBarcode:t}=this.#t,e=t.value,s=this.#R();return!e||this.#o.last===t||(this.#r||(t.value=""),this.#o.last.
value=e,this.back()),s}#R(){let{here:t,elsewhere:e,isCheckIn:s}=this.#a.find();this.#g=s,t&&!t.isUnclear?this.#T(t.patron,t.shown,[],t):this.#a.end();let i=t!=null&&
t.isUnclear?t.patron:e;return i!==void 0?this.#C(i):s&&this.#H(),this.#m=!0,e!==void 0}#C(t){let{itemBarcode:e,itemBarcode2:s}=this.#t;this.#d=!0;let i=this.#g?
h("patronUnfinishedCheckIn",{patron:t}):h("patronUnfinished",{patron:t});this.#e.announce(i,"look"),this.#o.focus(this.#g?s:e)}comeBack(){return this.#c.restore(),
this.#K(),this.#e.announce(h("readyToScan"),""),this.#p=[],this.#y=void 0,this.#u=!1,this.#o.focus(this.#t.patronBarcode),this.restore()}begin(){let t=this.#N;this.#j(),
this.#e.announce(h("readyToScan"),""),t&&this.#H()}get#N(){return this.#g&&this.#o.last===this.#t.itemBarcode2}get isAsFound(){return this.#m}get patron(){return this.#r}finish(){
this.#o.endAll(),this.#B()}#B(){let t=this.#r;this.#j(),t&&this.#e.hint(h("patronDone",{count:this.#e.countOf(t)}))}#S(t){this.#r=t,this.#m=!1,this.#h()}back(){
this.#o.back()}takeStray(t){let e=be(t,s=>this.#s.isOrdinary(s));return e&&this.#o.type(`${e}
`),e!==""}correctLine(t){let{textarea:e}=this.#t;e.closest("details").open=!0;let s=e.value.split(`
`).filter(Boolean);s.includes(t)||(e.value=[...s,t,""].join(`
`)),e.focus()}async decide(t,e,s=Promise.resolve(e)){if(t==="patron")return this.#D(e,s);this.#$(e);let i=t==="discard"||t==="void";if((i||cs(e,this.#P))&&(this.#p=
this.#p.filter(o=>o.entry.epoch!==e.epoch)),i)return this.#e.void(await s);this.#d=!0,ut(e)&&this.#M(e)&&(this.#f=!0,this.#x()),await this.#e.accept([s],this.#P,
t==="take"?e.guess:void 0)}correct(t,e){return this.#$(t),this.#e.correct(t,e,this.#P)}#$({epoch:t}){!this.#k||this.#k.entry.epoch!==t||(this.#k=void 0,this.#x())}heldBack(t){
this.#r&&t.some(e=>e.offer==="patron"&&this.#M(e))&&this.#E()}#M(t){return At(t,{patron:this.#r,began:this.#l})}async#D({guess:t,scanned:e="",item:s=""},i){this.#L();
let o=this.#s.patron(t||e||s),r=t||(o.problem==="no patron"?s:o.barcode)||s;this.#j(),this.#s.rememberPatron(r),this.#T(r,r,[]),await this.#e.remove(i)}#L(){let{
patronBarcode:t}=this.#t,e=this.#o.isUnsent(t);return e&&this.#o.end(t),e}#F(t,e,s){let{patronBarcode:i,itemBarcode:o}=this.#t;if(this.#k&&this.#q(),t===i)return this.#A(
e,s);let r=t===o?"L":"R";r==="L"&&this.#L(),this.#_(r,t,e,s)}#A(t,e){let{itemBarcode:s,patronBarcode:i}=this.#t;if(this.#g=!1,this.#w=!1,!e&&this.#r&&t===this.#b)
return this.#o.focus(s);this.#r&&(this.#p=[]),(this.#r||this.#u)&&this.#I(),this.#u=!1,this.#S(""),this.#b="",this.#d=!1,i.value="";let o=this.#s.patron(t),r=this.#v(
o,e);if(!r)return this.#s.rememberPatron(o.barcode),this.#T(o.barcode,t,o.taken);this.#a.end(),this.#y=void 0;let{guess:a}=o,c=this.#s.offerOfCard(o);this.#e.hold(
this.#O("L",o.barcode),{reason:r,scanned:t,offer:c,guess:a}),this.#o.focus(s)}#I(){let{patronName:t,callNumber:e}=this.#t;for(let s of[t,e])s&&(s.value="")}#x(){
if(!this.#r)return this.#a.end();this.#a.keep({patron:this.#r,shown:this.#b,began:this.#l,isLetThrough:this.#f,isUnclear:this.#k!==void 0})}#T(t,e,s,{began:i=Date.
now(),isLetThrough:o=!1}={}){let{patronBarcode:r,itemBarcode:a}=this.#t;this.#S(t),this.#b=e,this.#d=!1,r.value=e,this.#l=i,this.#f=o,this.#x();let c=h("patronC\
hosen",{patron:t})+ms(s);this.#p.length?this.#e.offer(c+this.#Z(),()=>this.#z()):this.#e.announce(c,""),this.#o.focus(a)}#_(t,e,s,i){let{callNumber:o}=this.#t;e.
value="",this.#g=t==="R",this.#d=!0,this.#m=!1,this.#y=void 0;let r=t==="L"?this.#r:"",a=this.#s.item(t,s,r),c=this.#O(t,a.barcode),d=t==="L"&&this.#w;this.#w=!1;
let l=this.#v(a,i)||fi(c)||(d?ye:"");if(t==="L"&&o&&(o.value=""),this.#o.focus(e),!l)return this.#e.scan(c,ms(a.taken));let f=l===ye?"patron":this.#s.offerOfItem(
a),u=this.#e.hold(c,{reason:l,scanned:s,offer:f,guess:a.guess});l===ht&&this.#p.push(u),l===ye?this.#W(u):f&&this.#r&&this.#E()}#W(t){this.#k=t,this.#x()}#O(t,e){
let{callNumber:s,patronName:i}=this.#t,o={library:this.#c.code,kind:t,item:e};if(t==="R")return o;let r=this.#r?(i==null?void 0:i.value.trim())??"":"",a=this.#r?
{began:this.#l,...this.#f&&{patronAccepted:!0}}:{};return{...o,patron:this.#r,callNumber:(s==null?void 0:s.value.trim())??"",patronName:r,...a}}#v({problem:t},e){
return e?h("cutByKey",{key:e}):t&&this.#s.words(t)}#U(t,e){let{patronBarcode:s,itemBarcode:i}=this.#t,o=this.#G("Enter");t===i&&this.#L()||(t===i?(this.#B(),e&&
(this.#y=o)):this.#e.announce(t===s?h("scanPatron"):h("scanItem"),""))}#E(){this.#r&&(this.#p=[]),this.#q()}#j(){this.#E(),this.#y=void 0,this.#o.focus(this.#t.
patronBarcode)}#q(){this.#K(),this.#a.end()}#K(){this.#I(),this.#t.patronBarcode.value="",this.#w=!1,this.#k=void 0,this.#S(""),this.#b=""}async#V(t,e){let{check_out:s,
check_in:i,accept:o}=this.#n;if(this.#y=void 0,t===s)this.#Y(e);else if(t===i)this.#H();else{let{offer:r,held:a,withId:c}=t===o?this.#e.latest:{};r?r():a?await this.
decide(dt(a),a,c):this.#i()}}#H(){this.#g=!0,this.#o.focus(this.#t.itemBarcode2),this.#e.hint(h("checkIn"))}#Y(t){let e=this.#G(this.#n.check_out);this.#r?this.
finish():(this.#o.focus(this.#t.patronBarcode),this.#e.hint(h("checkOut"))),t&&(this.#y=e)}#Z(){let[t,e,s]=[this.#p.length,this.#n.accept,this.#r];if(t===0)return"";
let i=this.library?"":` ${h("chooseLibraryFirst")}`,o=e?`${i} ${h("keyLendsOrphans",{count:t,key:e,patron:s})}`:"";return` ${h("orphansHeld",{count:t})}${o}`}async#z(){
if(!this.library)return this.#e.offer(h("chooseLibraryFirst"),()=>this.#z());let t=this.#p;this.#p=[],this.#d=!0,await this.#e.accept(t.map(({withId:e})=>e),this.#P)}get#P(){
var e;let t=((e=this.#t.patronName)==null?void 0:e.value.trim())??"";return{library:this.#c.code,patron:this.#r,patronName:t}}#Q(t,e){var o;let{itemBarcode:s,itemBarcode2:i}=this.#t;
return e===this.#n.accept||e===this.#n.held?"some":t!==s?e==="Enter"||t===i&&e===this.#n.check_in?"none":"some":this.#d?"some":e===((o=this.#y)==null?void 0:o.key)?
"none":"little"}#X(t,e){let s=this.#y;if(t==="Enter"&&this.#tt(e),!e&&!this.#d&&this.#e.hint(h("keyAgain",{key:t})),t!==(s==null?void 0:s.key)&&!(t==="LF"&&(s==
null?void 0:s.key)==="Enter"))return;if(this.#y=void 0,t==="LF")return this.#r?void 0:this.#et(s);let[i,o]=[this.#r,this.#b];if(!i)return;this.#j();let r=h("key\
AfterBoth",{key:t}),a=s.field===this.#t.itemBarcode2?"R":"L";this.#e.hold(this.#O(a,i),{reason:r,scanned:o,offer:"patron"}),this.#o.focus(this.#t.itemBarcode)}#tt(t){
let e=this.#k;this.#k=void 0,this.#w=!t&&this.#r!=="",e&&(this.#x(),this.#e.accept([e.withId],this.#P))}#G(t){let{patronName:e}=this.#t;return{key:t,field:this.#o.
last,patron:this.#r,shown:this.#b,name:(e==null?void 0:e.value)??""}}#et({field:t,patron:e,shown:s,name:i}){let{patronBarcode:o,patronName:r}=this.#t;this.#S(e),
this.#b=s,this.#d=!0,o.value=s,r&&(r.value=i),this.#o.focus(t)}#J(t,e){t.addEventListener("click",s=>{s.preventDefault();let i=Mt(document.activeElement),o=i?this.#o.
last:e;i&&s.detail===0||o.value.trim()?this.#o.end(o):this.#st(e)})}#st(t){let{patronBarcode:e,itemBarcode:s}=this.#t;if(t===s&&this.#L())return;let i=t===s&&!this.#r&&
this.#o.last!==s;this.#o.focus(i?e:t),this.#d||this.#e.hint(i?h("scanPatron"):h("scanItem"))}};function fi({library:n,kind:t,patron:e}){return t==="L"&&!e?ht:n?
"":h("noLibrary")}function ms(n){if(n.length===0)return"";let t=n.reduce((e,s)=>h("partsJoined",{first:e,second:s}));return` ${h("takenOff",{parts:t})}`}var gs="desk",pi=40,Ut=class{#t;#e;constructor(t,e,{ask:s,named:i}){this.#t=t,this.#e=e,t.addEventListener("click",()=>s(this.text,o=>{this.text=o,this.show(),i()}))}get text(){
return this.#e.get(gs)??""}set text(t){let e=t.replace(new RegExp("\\p{C}","gu"),"").trim();this.#e.set(gs,[...e].slice(0,pi).join(""))}show(t=0){let{text:e}=this,
s=e?t?h("nameTwice",{name:e}):e:h("nameDesk");this.#t.textContent!==s&&(this.#t.textContent=s),this.#t.classList.toggle("is-off",t>0)}};function ve(n,t,e){let s=document.createElement("a");s.href=URL.createObjectURL(new Blob([t],{type:e})),s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(
s.href),6e4)}var pt=4,Oe=5,xe=7,mi=[32,48,32,64],gi="---",H=n=>n.replace(new RegExp("^\\p{White_Space}+|\\p{White_Space}+$","gu"),""),jt=n=>H(n)==="",ws=n=>!new RegExp("\\p{W\
hite_Space}","u").test(n),ks=n=>new RegExp("\\p{N}","u").test(n),wi=(n,t)=>[...n].length>t||/[\p{Cc}\p{Cs}\ufffd\u{10000}-\u{10ffff}]/u.test(n);function Te(n,t){
let e=yi(n)??bi(n);if(!e||e.slice(xe).some(Boolean)||e.length>xe&&!n.includes('"')&&e[pt]&&e[Oe])return;let[s,i="",o,r="",a="",c="",d=""]=e,l=ki(i);if(!(!l||o!==
"L"&&o!=="R"||!r||o==="L"&&!c)&&!(!s||s===gi||!t(s))&&![r,a,c,d].some((f,u)=>wi(f,mi[u])))return{library:s,time:l,kind:o,item:r,callNumber:a,patron:c,patronName:d}}
var $=({library:n,time:t,kind:e,item:s,patron:i})=>JSON.stringify([n,t,e,s,i]);function ki(n){if(!/^(\d{14}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.test(n))return;let t=n.
replace(/\D/g,""),e=_(t);return t>="1000"&&Number.isFinite(e)&&D(e)===t?t:void 0}function bi(n){let t=[""],e="start";for(let s of n.replace(/[\r\n]/g,"�"))e===
"quoted"?s==='"'?e="quote":t[t.length-1]+=s:s===","?(t.push(""),e="start"):s==='"'&&e==="start"?e="quoted":(e=s==='"'&&e==="quote"?"quoted":"bare",t[t.length-1]+=
s);return e==="quoted"?void 0:t.map(H)}function yi(n){let t=n.split(",");if(!(t.length>xe&&!n.includes('"')&&!jt(t[pt]))||t.slice(pt).some(r=>/^[LR]$/.test(H(r))))
return;let s=H(t[2]),i=s==="L"?vi(t):s==="R"?Oi(t):-1;if(i<0)return;let o=(r,a)=>H(t.slice(r,a).join(","));return[...t.slice(0,pt).map(H),o(pt,i),o(i,i+1),o(i+1).
replace(/[, ]+$/,"")]}function vi(n){let t=n.flatMap((r,a)=>a>=Oe&&/^\d+$/.test(H(r))?[a]:[]),[e]=t;if(t.length!==1||!ws(n[e]))return-1;let[s,i]=[n.slice(Oe,e),
n.slice(e+1)];return!s.some(r=>ws(r)&&ks(r))&&!i.some(ks)&&i.length>0&&!jt(i[0])?e:-1}function Oi(n){let t=n.length-2;return n.slice(t).every(jt)&&!jt(n[t-1])?t:
-1}var Ee=3,Ft=n=>n.split(/\r\n?|\n/).map(t=>t.replace(/^[\s\u0085]+|[\s\u0085]+$/g,"")).filter(Boolean);function Wt(n){let t=O(n);return t.time&&t.item?$(t):n}function bs(n,t){
let[e,s]=[O(n),O(t)],i=Object.keys(s).filter(a=>s[a]),o=i.filter(a=>e[a]===s[a]),r=o.filter(a=>a==="time"||a==="item").length;return r===2||r===1&&o.length>=i.length-
1}function ys(n,t){let e=[...new Set(t)].filter(i=>!n.includes(i)),s=n.filter(i=>!t.includes(i));return t.filter(i=>{if(n.includes(i))return!0;let o=s.filter(a=>bs(
a,i)),r=e.filter(a=>o.some(c=>bs(c,a)));return o.length>0&&o.length>=r.length&&s.length<=e.length})}function vs(n,t){let e=n.flatMap(i=>{let o=O(i);return o.item?
t.line(o).map(r=>h("problemOf",{scanned:o.item,problem:t.words(r)})):[]}),s=e.length>Ee?[h("moreProblems",{count:e.length-Ee})]:[];return[...e.slice(0,Ee),...s].
join(" ")}var xi=[["utf-16le",[255,254]],["utf-16be",[254,255]]];function Ti(n){let[t]=xi.find(([,e])=>e.every((s,i)=>n[i]===s))??["utf-8"];try{return new TextDecoder(t,{
fatal:!0}).decode(n)}catch{return}}var Ei=n=>/^\d{12}[LR]/.test(n)||/^"?Library"?[,;\t]"?Time"?[,;\t]/.test(n);function Os(n){let t=Ti(n)??"",e=Ft(t);if(!(e.some(
o=>/^[LR]$/.test(O(o).kind))&&!e.some(Ei)))return;let i=/[\r\n][\s\0]*$/.test(t)?"":e.pop();return{whole:e,cut:i}}var Si=80;function Li({time:n,kind:t,item:e,patron:s}){let i=" ".repeat(Math.max(0,Si-[...e].length));return`${n.slice(0,12)}${t}${e}${i}${t==="L"?s:""}\r
`}function Ni(n,t){let e=_(t);return e-Z(n,e-Z(n,e))}function Ai(n,t){let e=new Set,i=n.filter(r=>!e.has($(r))&&e.add($(r))).sort((r,a)=>r.time<a.time?-1:+(r.time>
a.time));return t.size<2?i:i.map(r=>({moment:Ni(t.get(r.library)??t.get("")??[],r.time),record:r})).sort((r,a)=>r.moment-a.moment).map(({record:r})=>r)}function xs(n,t,e){
let s=new Map;for(let i of Ai(n,t)){let o=e?i.library:"";s.set(o,(s.get(o)??"")+Li(i))}return[...s].map(([i,o])=>({library:i,text:o}))}function Se(n,t){let e=t.
replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/,"$1-$2-$3_$4");return`${n&&`${n}_`}${e}.dat`}var Ii=n=>n.map(({id:t})=>t),Ts=({raw:n=""})=>Te(n,()=>!0);async function Es(n,t,e){let s=await n.all(),i=s.filter(({state:u})=>u==="voiding").map(({raw:u})=>u),
o=s.filter(({state:u,raw:g})=>u==="waiting"&&!i.includes(g)),r=Pi(s.filter(T),t,e),c=(await n.update(Ii(o),u=>{if(u.state!=="waiting")return u;let g=R(u,t),p=Te(
g,v=>e.includes(v));return p?{...u,raw:g,state:"taken out",file:r(p)}:u})).flatMap(u=>u.after??[]),d=c.filter(T),l=d.every(u=>n.isStored(u));l||await Ne(n,d);let f=new Set(
d.map(({file:u})=>u));return{isStored:l,files:l?Le(await n.all(),t).filter(({name:u})=>f.has(u)):[],count:d.length,refused:c.length-d.length,open:s.filter(G).length}}
function Pi(n,t,e){let s=new Map;for(let a of n){let c=Ts(a);c&&s.set($(c),a.file??"")}let i=[...s.values()],o=new Map,r=a=>{let c=t.now(a);for(;i.includes(Se(a,
c));)c=D(_(c)+1e3);return Se(a,c)};return a=>{let c=e.length>1?a.library:"",d=s.get($(a))??o.get(c)??r(c);return s.has($(a))||o.set(c,d),d}}function Le(n,t){var s;
let e=new Map;for(let i of n.filter(T)){let o=i.file??"",r=Ts(i);e.has(o)||e.set(o,[]),r&&((s=e.get(o))==null||s.push(r))}return[...e].map(([i,o])=>{var r;return{
name:i,text:((r=xs(o,t.zones,!1)[0])==null?void 0:r.text)??""}})}async function Ne(n,t){return Ls(n,t,({file:e,...s})=>({...s,state:"waiting"}))}async function Ss(n,t){
return Ls(n,t,()=>null)}async function Ls(n,t,e){let s=t.flatMap(({id:o})=>o===void 0?[]:[o]);return(await n.update(s,o=>T(o)?e(o):o)).filter(({before:o})=>T(o)).
length}var Ri="text/plain",Ci="application/octet-stream",Ht=class{#t;#e;#s;#n;#i=[];#h=()=>{};constructor(t,e,s,i,o){this.#s=t,this.#t=e,this.#e=i,this.#n=o,t.saveButton.
addEventListener("click",()=>this.#u(s)),t.openButton.addEventListener("click",()=>t.file.click()),t.file.addEventListener("change",()=>this.#l(t.file)),t.makeButton.
addEventListener("click",()=>this.#f()),t.againButton.addEventListener("click",()=>this.#d(Le(this.#i,s))),t.sendButton.addEventListener("click",r=>this.#o(r,()=>this.
askToSend(this.#i))),t.removeButton.addEventListener("click",r=>this.#o(r,()=>this.#c(this.#i))),t.yesButton.addEventListener("click",()=>this.#r(this.#h)),t.noButton.
addEventListener("click",()=>this.#r()),t.place.addEventListener("keydown",({key:r})=>r==="Escape"&&this.#r())}show(t){this.#i=t.filter(T);let e=this.#i.length;
this.#s.taken.hidden=this.#s.count.hidden=e===0,this.#s.count.textContent=h("takenOutHere",{count:e}),e===0&&!this.#s.place.hidden&&this.#r()}askToSend(t){this.#a(
h("askSend",{count:t.length}),h("answerSend"),async()=>{let e=await this.#t.whileNothingIsSent(s=>Ne(s,t));this.#t.announce(h("sentAfterAll",{count:e}),""),await this.#t.
send()})}#c(t){this.#a(h("askRemove",{count:t.length}),h("answerRemove"),async()=>{let e=await this.#t.whileNothingIsSent(s=>Ss(s,t));this.#t.announce(h("remove\
dHere",{count:e}),"")})}#o(t,e){t.stopPropagation(),e()}#a(t,e,s){let{place:i,question:o,yesButton:r,noButton:a}=this.#s;this.#h=s,o.textContent=t,r.textContent=
e,i.hidden=!1,a.focus()}#r(t){this.#s.place.hidden=!0,t==null||t(),this.#n()}async#u(t){let e=await this.#t.linesToSave();e.length===0?this.#t.announce(h("nothi\
ngToSave"),""):ve(`offline-circ-${t.now()}.txt`,`${e.join(`\r
`)}\r
`,Ri);let s=this.#t.held.length;s>0&&this.#t.announce(h("heldNotInFile",{count:s}),"look")}async#l(t){let[e]=t.files??[];if(!e)return;let s=await e.arrayBuffer().
catch(()=>{});t.value="";let i=s&&Os(new Uint8Array(s));i?(await this.#t.takeOver(i.whole),i.cut&&this.#t.announce(h("fileIsCut",{line:i.cut}),"look")):this.#t.
announce(h(s?"fileNotOfPage":"fileNotRead"),"not recorded")}async#f(){let{makeButton:t}=this.#s,e=t.textContent;t.disabled=!0,t.textContent=h("fileBeingMade");let s=this.#e;
try{let i=await this.#t.whileNothingIsSent((r,a)=>Es(r,a,s));this.#d(i.files);let o=i.isStored&&i.open+i.refused===0;this.#t.announce(Bi(i),i.isStored?o?"":"loo\
k":"not recorded")}finally{t.disabled=!1,t.textContent=e}}#d(t){for(let{name:e,text:s}of t)ve(e,s,Ci)}};function Bi({isStored:n,files:t,count:e,refused:s,open:i}){
if(!n)return h("fileNotMade");let o=t.map(({name:a})=>a).join(", "),r=[e?h("takenOut",{count:e,files:o}):h("nothingToTakeOut")];return s&&r.push(h("refusedNotIn\
File",{count:s})),i&&r.push(h("openNotInFile",{count:i})),r.join(" ")}var qt=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>(n%36).toString(36)).join("");function Ae(n){try{return new BroadcastChannel(n)}catch{return}}
function Ns(n,t,e){let s=n.get("tab"),i=/^[a-z0-9]{16}$/.test(s??""),o=qt(),r=()=>n.set("tab",s=qt());return i||r(),new Promise(a=>{if(t==null||t.addEventListener(
"message",({data:{asks:c,owned:d,by:l}})=>{c===s&&t.postMessage({owned:s,by:l}),!(d!==s||l!==o)&&(r(),e(),a())}),!i||!t)return a();t.postMessage({asks:s,by:o}),
setTimeout(a,400)})}var $i=2e4,As=1e3,Mi=1e4,Is=3,Ie="workstation",mt={sound:"sound tested",scanner:"scanned",practice:"practised"};function Pe(n,t){n.set(mt[t],String(Date.now()))}
var zt=class{#t;#e;#s;#n;#i;#h;#c=[];#o="";#a;#r=!1;#u=!1;#l=!1;#f=!1;#d=Is;#m={offline:"no",storage:"temporary"};constructor({settings:t,session:e,page:s,fixed:i,
facts:o,named:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,t.get(Ie)||t.set(Ie,qt())}start(){this.#r=!0,this.beat(!0),setInterval(()=>this.beat(
++this.#d>=Is),$i),this.#s.addEventListener("visibilitychange",()=>this.beat()),addEventListener("pagehide",()=>this.#g()),addEventListener("pageshow",({persisted:t})=>t&&
this.beat(!0))}show(t){this.#c=t,!(!this.#r||this.#k()===this.#o)&&(this.#a=this.#a??setTimeout(()=>{this.#a=void 0,this.#k()!==this.#o&&this.beat()},As))}async beat(t=!1){
if(this.#r&&(this.#l=!0,this.#f=this.#f||t,!this.#u)){this.#u=!0;try{for(;this.#l;)await this.#p()}finally{this.#u=!1}}}async#p(){let t=this.#f;this.#l=!1,this.#f=
!1,clearTimeout(this.#a),this.#a=void 0;let e=this.#i().then(d=>{this.#m=d});await Promise.race([e,new Promise(d=>setTimeout(d,As))]);let s=this.#k(),i=new URLSearchParams(
{...this.#b(),...t&&{asks:"1"}}),o=new AbortController;setTimeout(()=>o.abort(),Mi);let{signal:r}=o,a=await fetch("heartbeat.php",{method:"POST",headers:{Accept:"\
application/json"},body:i,signal:r}).catch(()=>{});if(!(a!=null&&a.ok))return;this.#o=s;let{same_name:c}=await a.json().catch(()=>({}));t&&(this.#d=0,this.#h(Number(
c??0)))}#g(){var t;(t=navigator.sendBeacon)==null||t.call(navigator,"heartbeat.php",new URLSearchParams({...this.#b(),leaving:"1"})),this.#o=""}#w(){let[t,e,s]=[
A,G,T].map(i=>this.#c.filter(i));return{waiting:t,held:e,taken:s}}#k(){let{waiting:t,held:e,taken:s}=this.#w();return`${t.length} ${e.length} ${s.length}`}#b(){
let{waiting:t,held:e,taken:s}=this.#w(),i=[...t,...e,...s].flatMap(({epoch:a})=>a===void 0?[]:[a]),o=a=>Number(this.#t.get(a)),r={sound:o(mt.sound),scanner:Math.
max(o(mt.scanner),o(mt.practice)),practice:o(mt.practice)};return{workstation:this.#t.get(Ie)??"",tab:this.#e.get("tab")??"",desk:this.#t.get("desk")??"",waiting:String(
t.length),held:String(e.length),taken:String(s.length),...this.#s.hidden&&{hidden:"1"},age:Kt(Math.min(...i)),now:String(Date.now()),...this.#n,...this.#m,sound:Kt(
r.sound),scanner:Kt(r.scanner),practice:Kt(r.practice)}}};function Kt(n){return!n||!Number.isFinite(n)?"":String(Math.max(0,Math.round((Date.now()-n)/1e3)))}async function Ps(n){
var e,s;let t=await((s=(e=navigator.storage)==null?void 0:e.persisted)==null?void 0:s.call(e).catch(()=>!1))?"persistent":"temporary";return{offline:await Di()?
"yes":"no",storage:n?t:"none"}}async function Di(){var t;let n=await((t=navigator.serviceWorker)==null?void 0:t.getRegistration().catch(()=>{}));return n!=null&&
n.active?await caches.match(new URL("index.php",location.href).href).catch(()=>{})!==void 0:!1}function Rs(n,t){let e=new ResizeObserver(()=>{document.documentElement.style.setProperty("--card",`${n.offsetHeight}px`),document.activeElement instanceof HTMLInputElement&&
document.activeElement.scrollIntoView({block:"nearest"})});e.observe(n),e.observe(t)}var _i=20,Re="latest",Gt=class{#t;#e;constructor(t,e){this.#t=t,this.#e=e}get today(){let t=E(this.#t,Re),e=this.#e.now().slice(0,8);return(t==null?void 0:t.day)===
e?t:{day:e,L:0,R:0,latest:[]}}#s(t){this.#t.set(Re,JSON.stringify({...t,latest:t.latest.slice(0,_i)}))}get loans(){return this.today.loans??[]}keepLoans(t){let{
today:e}=this,s=t.filter(({time:o,library:r})=>(o==null?void 0:o.slice(0,8))===this.#e.now(r).slice(0,8));JSON.stringify(s)!==JSON.stringify(e.loans??[])&&this.#s(
{...e,loans:s})}clear(){this.#t.set(Re,"null")}get leaving(){return this.today.leaving??[]}set leaving(t){this.#s({...this.today,leaving:t})}recorded(t){let{leaving:e,
...s}=this.today,i=S(this.#e.now());for(let{raw:o="",epoch:r,desk:a}of t){if(s.latest.some(l=>l.raw===o&&l.state==="recorded"))continue;let c=O(o),d=c.kind;d in
s&&(s[d]+=1),s.latest.unshift({...c,kind:d,raw:o,epoch:r,desk:a,state:"recorded",at:i})}this.#s(s)}mark(t,e){let{today:s}=this,i=s.latest.find(o=>o.raw===t&&o.state!==
"voided");if(i)return e==="voided"&&i.kind&&i.kind in s&&(s[i.kind]-=1),i.state=e,this.#s(s),i}find(t){return this.today.latest.find(e=>e.raw===t.raw||C(e,t))}};var gt=20,Ui=50,Bs={shapes:40,heads:20},ji=500,Fi=.98,Ce=()=>({n:0,shapes:{}}),$s="short number";function q(n){if(/^\d{1,6}$/.test(n))return{shape:$s,heads:[String(
n.length)]};if(/ /.test(n)||/^[A-Za-z]+$/.test(n))return{shape:"text",heads:[]};let e=[...n].map(Wi).slice(0,-1).join(""),i=!/[Aa]/.test(e)&&/[0-9X]$/.test(n)?"\
9":"?";return{shape:e+i,heads:Hi(n,e+i)}}function Wi(n){return/[0-9]/.test(n)?"9":/[A-Z]/.test(n)?"A":/[a-z]/.test(n)?"a":n}function Hi(n,t){var s;let e=(s=/^[A-Za-z]{1,4}/.
exec(n))==null?void 0:s[0];return e?[e]:/^9{14}$/.test(t)?[n[0],n.slice(0,5)]:[n[0]]}function Ms(n,t,e=1){let{shape:s,heads:i}=q(t),o=n.shapes[s]??{n:0,heads:{},
checks:{}};n.shapes[s]=o,n.n+=e,o.n+=e;for(let r of i)Cs(o.heads,r,e);for(let[r,a]of Object.entries(ae))a(t)&&Cs(o.checks,r,e);o.n<=0&&delete n.shapes[s]}function Cs(n,t,e){
n[t]=(n[t]??0)+e,n[t]<=0&&delete n[t]}function Ds(n,t){let e=t.map(({tally:a})=>a),s=Math.max(...e.map(a=>a.n));if(s<gt||qi(e,s))return"";let{shape:i,heads:o}=q(
n);return!t.some(({tally:a,least:c})=>{var d;return _s((d=a.shapes[i])==null?void 0:d.n,c,a.n)})||o.some(a=>!Ki(a,i,t))?"shape":Gi(n,i,e)?"check digit":""}var _s=(n=0,t,e)=>n>=
Math.max(t,e/ji);function qi(n,t){let e=Us(n.map(({shapes:i})=>Object.entries(i).map(([o,r])=>[o,r.n]))),s=[...e.values()].filter(i=>i===1).length;return e.size>
Math.min(t/5,Bs.shapes)||s>t/20}function Us(n){let t=new Map;for(let[e,s]of n.flat())t.set(e,Math.max(s,t.get(e)??0));return t}function Ki(n,t,e){let s=Math.max(
...e.map(({tally:r})=>{var a;return((a=r.shapes[t])==null?void 0:a.n)??0})),i=Us(e.map(({tally:r})=>zi(n,t,r)));return!(t===$s?s>=Ui&&i.size===1:s>=gt&&i.size<=
Math.min(s/10,Bs.heads))||e.some(({tally:r,least:a})=>{let c=r.shapes[t];return c!==void 0&&_s(c.heads[n],a,c.n)})}function zi(n,t,e){var i;return Object.entries(
((i=e.shapes[t])==null?void 0:i.heads)??{}).filter(([o])=>o.length===n.length||/^[A-Za-z]/.test(n))}function Gi(n,t,e){let s=e.map(({shapes:i})=>i[t]).sort((i,o)=>((o==
null?void 0:o.n)??0)-((i==null?void 0:i.n)??0))[0];return!s||s.n<gt?!1:Object.entries(ae).some(([i,o])=>(s.checks[i]??0)>=Fi*s.n&&!o(n))}var Be="shapes",js="shapes of the server",Fs="odd shapes",$e="roles",Ji=2,Vi=100;function Jt(n){let{n:t,shapes:e}=n??{};return typeof t=="number"&&typeof e=="ob\
ject"&&e!==null}var Vt=class{#t;#e;#s;constructor(t,e,s){this.#t=t,this.#e=e,this.#s=s}learn(t){!Jt(t==null?void 0:t.items)||!Jt(t==null?void 0:t.patrons)||this.#t.
set(js,JSON.stringify({item:t.items,patron:t.patrons}))}oddity(t,e){return Ds(e,this.#n(t))}isOrdinary(t,e){let{shape:s}=q(e);return this.#n(t).some(({tally:o,least:r})=>{
var a;return o.n>=gt&&(((a=o.shapes[s])==null?void 0:a.n)??0)>=r})&&this.oddity(t,e)===""}hasSeenLike(t,e){let{shape:s,heads:i}=q(e);return this.#n(t).some(({tally:o})=>{
let r=o.shapes[s];return r!==void 0&&i.every(a=>a in r.heads)})}remember(t,e){this.noteRole(t,e);let{shape:s,heads:i}=q(e),o=[t,s,...i].join(" "),r=E(this.#t,Fs,
[]);r.includes(o)||this.oddity(t,e)!=="shape"?this.#h(t,e,1):this.#t.set(Fs,JSON.stringify([...r,o].slice(-Vi)))}noteRole(t,e){let s=this.#c;s[t].includes(e)||(s[t].
push(e),this.#e.set($e,JSON.stringify(s)))}forget(t,e){this.#h(t,e,-1);let s=this.#c;s[t]=s[t].filter(i=>i!==e),this.#e.set($e,JSON.stringify(s))}wasOnly(t,e){let s=this.#c;
return s[t].includes(e)&&!s[t==="item"?"patron":"item"].includes(e)}#n(t){return[{tally:this.#i(Be)[t],least:1},{tally:this.#i(js)[t],least:Ji}]}#i(t){let e=E(this.#t,
t,{});return{item:Jt(e.item)?e.item:Ce(),patron:Jt(e.patron)?e.patron:Ce()}}#h(t,e,s){let i=this.#i(Be);s<0&&!i[t].shapes[q(e).shape]||(Ms(i[t],e,s),this.#t.set(
Be,JSON.stringify(i)))}get#c(){let t=this.#s.now().slice(0,8),e=E(this.#e,$e,{});return e.day===t?e:{day:t,item:[],patron:[]}}};var Ws=50,Yi=1e4,Hs={waiting:{text:n=>J(n)?h("stateInPage"):h("stateKept"),actions:["void"]},rejected:{text:({reason:n=""})=>h("stateRejected",{reason:n}),actions:[
"correct","void"]},recorded:{text:({at:n=""})=>h("stateRecorded",{at:n}),actions:["void"]},"taken out":{text:()=>h("stateTakenOut"),actions:["send"]},voiding:{text:()=>h(
"stateVoiding"),actions:[]},voided:{text:()=>h("stateVoided"),actions:[]},"in a file":{text:()=>h("stateInFile"),actions:[]}};function Me(n){let{state:t,reason:e=""}=n;
return t==="held"?{text:h("stateHeld",{reason:e}),actions:It(n)}:{text:Hs[t].text(n),actions:Hs[t].actions}}var Yt=class{#t;#e;#s;#n;#i;#h;#c="";#o=[];#a;#r=!1;constructor({
body:t,counts:e,journal:s,clock:i,act:o,back:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,t.addEventListener("keydown",({key:a})=>a==="Escape"&&
r()),this.#u()}#u(){let t=()=>{this.#a&&(clearTimeout(this.#a),this.#a=void 0,this.show(this.#o))};this.#t.addEventListener("pointerdown",()=>{clearTimeout(this.#a),
this.#a=setTimeout(t,Yi)}),document.addEventListener("click",t),document.addEventListener("pointercancel",t),document.addEventListener("pointerup",()=>setTimeout(
t))}show(t){if(this.#o=t,this.#a)return;let{L:e,R:s,latest:i}=this.#s.today,o=[...t].reverse(),r=(...l)=>o.filter(({state:f})=>l.includes(f)),a=[...r("held"),...r(
"waiting","rejected")],c=[...a,...r("taken out")].slice(0,Ws);this.#l([...c,...i].map(l=>this.#d(l)));let d=a.length-Ws;this.#e.textContent=h("countsToday",{loans:e,
returns:s})+(d>0?` ${h("olderNotShown",{count:d})}`:"")}#l(t){var r;let e=t.map(a=>a.outerHTML).join("");if(e===this.#c)return;this.#c=e;let{activeElement:s}=document,
i=s instanceof HTMLElement&&s.dataset.key;if(this.#t.replaceChildren(...t),(r=this.#t.closest(".scroll"))==null||r.classList.toggle("has-rows",t.length>0),!i)return;
let o=[...this.#t.querySelectorAll("button")].find(a=>a.dataset.key===i);o?o.focus({preventScroll:!0}):this.#f()}focusHeld(){let t=this.#t.querySelector(".is-he\
ld button");return t==null||t.focus(),t!==null}#f(){(!this.#r||!this.focusHeld())&&this.#h()}#d(t){let{text:e,actions:s}=Me(t),i=document.createElement("tr");i.
className=`is-${t.state.replace(/ /g,"-")}`;let o=O(R(t,this.#n)),r=t.state==="held"&&t.scanned||o.item||t.raw||"",a={L:h("kindLoan"),R:h("kindReturn")}[o.kind]??
o.kind,c=[[e,t.reason?"wrap":""],[a,""],[r,o.item?"mono":"mono wrap"],[o.patron,"mono"],[[S(o.time),t.desk].filter(Boolean).join(" · "),""]];for(let[l,f]of c)Object.
assign(i.insertCell(),{textContent:l,className:f});let d=s.map(l=>{let f=De(l,t,r);return f.addEventListener("click",({detail:u})=>{this.#r=u===0,this.#i(l,t)}),
f});return i.insertCell().append(...d),i}};function De(n,t,e){let s=document.createElement("button");return s.type="button",s.className="small",s.textContent=pe(
n,t),s.setAttribute("aria-label",h("buttonOfItem",{button:pe(n,t),item:e})),s.dataset.key=`${n} ${t.epoch??t.raw} ${e}`,s}var j=Object.freeze({recorded:{sign:"✔",word:"toneRecorded",means:"toneRecordedMeans",type:"triangle",notes:[{frequency:740,start:0,length:.07},{frequency:1110,
start:.1,length:.07}]},look:{sign:"⚠",word:"toneLook",means:"toneLookMeans",type:"square",notes:[0,.2,.4].map(n=>({frequency:440,start:n,length:.12}))},"not r\
ecorded":{sign:"✖",word:"toneNotRecorded",means:"toneNotRecordedMeans",type:"sawtooth",notes:[{frequency:175,start:0,length:.8}]}}),qs=.6,Ks=.008,Zi=.15,Qi=1.5;
function zs(n){let{start:t,length:e}=j[n].notes[j[n].notes.length-1];return t+e}var Zt=class{#t;#e;#s;#n;constructor(t){this.#t=t}get muted(){return this.#t.get(
"muted")==="yes"}set muted(t){this.#t.set("muted",t?"yes":"no")}wake(){if(!this.muted){try{this.#e=this.#e??new AudioContext,this.#e.state!=="running"&&this.#e.
resume().catch(()=>{})}catch{}return this.#e}}play(t){var e;(e=this.#n)==null||e.call(this,""),this.#n=void 0,this.#i(t)}async test(t){if(this.muted)return t(h(
"soundOffNoTest"));if(!this.wake())return t(h("soundImpossible"));this.#n=t;let e=Object.keys(j);for(let[s,i]of e.entries()){let{sign:o,word:r,means:a}=j[i];if(t(
h("toneTested",{number:s+1,all:e.length,sign:o,word:h(r),meaning:h(a)})),this.#i(i),await new Promise(c=>setTimeout(c,1e3*(zs(i)+Qi))),this.#n!==t)return}t(h("s\
oundTested"))}#i(t){var o;let e=this.wake();if(!e)return;let s=e.currentTime;if(((o=this.#s)==null?void 0:o.name)===t&&this.#s.start>s)return;let i=this.#s?this.#s.
start+zs(this.#s.name)+Zi:s;this.#s={name:t,start:Math.max(s,i)};for(let r of j[t].notes)Xi(e,j[t].type,r,this.#s.start)}};function Xi(n,t,{frequency:e,start:s,
length:i},o){let r=o+s,a=new OscillatorNode(n,{frequency:e,type:t}),c=new GainNode(n,{gain:0});c.gain.setValueAtTime(0,r),c.gain.linearRampToValueAtTime(qs,r+Ks),
c.gain.setValueAtTime(qs,r+i-Ks),c.gain.linearRampToValueAtTime(0,r+i),a.connect(c).connect(n.destination),a.start(r),a.stop(r+i)}var to=55,eo=20;function Qt(n,t){let e=document.createElement("span");return e.className=n,e.textContent=t,e}var Xt=class{#t;#e;#s;#n;#i;#h;#c;#o;#a;#r;#u=[];constructor({
card:t,text:e,listed:s,state:i,actions:o,act:r,key:a},c,d){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,this.#c=a,this.#o=c,this.#a=d}announce(t,e,s){
this.#r=s,this.#t.className=e?`last is-${e.replace(" ","-")}`:"last";let i=Qt(t.length>to?"what is-long":"what",t);if(e){let{sign:o,word:r}=j[e];this.#e.replaceChildren(
Qt("sign",o)," ",Qt("word",h(r)),Qt("unseen",":")," ",i)}else this.#e.replaceChildren(i);this.#n.textContent="",this.#l(),this.#f([])}list(t,{title:e,callNumber:s,
name:i}){let o=[e,s,i].filter(Boolean).join(" · ");this.#u=[{entry:t,text:o},...this.#u].slice(0,eo),this.#l()}#l(){let t=this.#r&&this.#u.find(({entry:e})=>C(
e,this.#r));this.#s.textContent=(t==null?void 0:t.text)??"",this.#s.hidden=!t}show(t){let e=this.#r;if(!e)return;let s=t.find(o=>C(o,e))??this.#a.find(e);if(this.#f(
(s==null?void 0:s.state)==="held"?this.#d(s):[]),!s||s.state==="held")return;let i=S(s.time??this.#o.at(s.library??"",s));this.#n.textContent=h("lastState",{time:i,
state:Me(s).text})}#f(t){this.#n.hidden=t.length>0,(!t.length||!this.#i.hasChildNodes())&&this.#i.replaceChildren(...t)}#d(t){let e=t.scanned??t.item??"";return It(
t).map((s,i)=>{let o=De(s,t,e);return o.removeAttribute("aria-label"),i===0&&this.#c&&o.append(" ",Object.assign(document.createElement("kbd"),{textContent:this.#c})),
o.addEventListener("click",()=>this.#h(s,t)),o})}};var Gs="leftovers ",te=class{#t;constructor(t){this.#t=t}get all(){let t=this.#t.keys(Gs).sort();return{keys:t,entries:t.flatMap(e=>so(E(this.#t,e,[])))}}keep(t){
let{entries:e}=this.all,s=[];for(let i of t)[...e,...s].some(o=>it(i,o))||s.push(i);s.length&&this.#t.set(`${Gs}${Date.now()} ${Math.random()}`,JSON.stringify(s))}forget(t){
for(let e of t)this.#t.remove(e)}};function so(n){return Array.isArray(n)?n:[]}async function Js({box:n,text:t,button:e},s){if(!(s!=null&&s.persist))return;let i=()=>s.persist().catch(()=>!1),o=i();if(await s.persisted())return;let r=a=>{t.
textContent=a?h("keepsScans"):h("keepsRefused"),e.hidden=a};t.textContent=h("mayDelete"),n.hidden=!1,e.addEventListener("click",async()=>r(await i())),await o&&
r(!0)}var ee=class{#t;#e;#s;#n;#i=()=>{};constructor({place:t,label:e,field:s,saveButton:i,cancelButton:o,back:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=r,i.addEventListener(
"click",()=>this.#h(!0)),o.addEventListener("click",()=>this.#h(!1)),s.addEventListener("keydown",a=>{let c=a.key==="Enter"||a.key==="Tab"&&!a.shiftKey||ke(a);a.
isComposing||!c&&a.key!=="Escape"||(a.preventDefault(),a.repeat||this.#h(c))})}open(t,e,s){this.#e.textContent=t,this.#i=s,this.#s.value=e,this.#t.hidden=!1,this.#s.
focus(),this.#s.select()}#h(t){let e=this.#s.value.trim();t&&!e||(this.#t.hidden=!0,this.#n(),t&&this.#i(e))}};var Vs=200,no=2e4,Ys=[1,2,4,8,15,30].map(n=>n*1e3),tt=class extends Error{constructor(t,e){super(e),this.sending=t}};function wt(n){throw new tt("unclear",n)}var Zs=n=>n.
map(({id:t})=>t),se=class{state="ok";#t;#e;#s;#n;#i;#h=0;#c;#o;#a=!1;#r=!1;constructor({queue:t,clock:e,alone:s,post:i=io,on:o}){this.#t=t,this.#e=e,this.#s=s,this.#n=
i,this.#i=o}sendNow(){return clearTimeout(this.#c),this.#o?(this.#a=!0,this.#o):(this.#o=this.#s(()=>this.#u()).catch(t=>this.#l(t)).finally(()=>{if(this.#o=void 0,
this.#i.change(),this.#a&&this.state==="ok")return this.sendNow()}),this.#o)}async pause(t){await this.#o;let e=await this.#t,s;return await this.#s(()=>(s=t(e)).
then(()=>{})),s}async#u(){try{do for(this.#a=!1,(!this.#r||!this.#e.usable)&&await this.#p([]),this.#r=!0;await this.#d(););while(this.#a);this.state="ok",(await(await this.#t).
all()).some(A)?this.#f():this.#h=0}catch(t){this.#l(t)}}#l(t){this.state=t instanceof tt?t.sending:"unclear",this.state==="unclear"&&console.error(t),this.#r=!1,
this.#f()}#f(){let t=Ys[Math.min(this.#h++,Ys.length-1)];this.#c=setTimeout(()=>this.sendNow(),t*(.75+Math.random()/2))}async#d(){let e=(await(await this.#t).all()).
filter(A);if(e.length===0)return!1;let s=e.findIndex(({state:o})=>o==="voiding"),i=await(s===0?this.#g(e[0]):this.#m(e.slice(0,s<0?Vs:Math.min(s,Vs))));return this.#i.
change(),i}async#m(t){let e=await this.#t,s=await e.update(Zs(t),u=>u.state==="waiting"?{...u,raw:R(u,this.#e),tried:!0}:u),i=s.flatMap(({after:u})=>(u==null?void 0:
u.state)==="waiting"&&(u.time!==null||e.isStored(u))?[u]:[]);if(i.length===0)return s.length<t.length;this.#i.change();let o=await this.#p(i),r=new Map(i.map(({
id:u,raw:g})=>[u,g])),a=u=>u.raw===r.get(u.id)&&!T(u),c=i.filter(u=>!o.has(u.id));c.length&&this.#i.leaving(c);let l=(await e.update(Zs(i),u=>{var g;return a(u)?
((g=o.get(u.id))==null?void 0:g(u))??null:u})).flatMap(({before:u,after:g})=>g&&a(u)?[g]:[]),f=u=>l.filter(({state:g})=>g===u);return c.length&&this.#i.recorded(
c),f("rejected").length&&this.#i.rejected(f("rejected")),f("held").length&&this.#i.held(f("held")),!0}async#p(t){var L,y;let e=t.flatMap(({item:k,accepted:N},nt)=>k&&
!N?[nt+1]:[]),s=t.flatMap(({patronAccepted:k},N)=>k?[N+1]:[]),o={textarea:t.map(k=>k.raw).join(`
`),check:e.join()};s.length&&(o.patron_accepted=s.join());let{body:r}=await this.#w("append.php",o),{recorded:a,already_recorded:c,rejected:d,held:l=[],listed:f=[],
server_time:u}=r;(typeof u!="string"||!Array.isArray(d))&&wt("not an answer of append.php");let g=new Map,p=(k,N)=>{let{id:nt}=t[(k==null?void 0:k.line)-1]??wt(
"an answer about a line that was not sent");g.set(nt,N)};for(let k of d)p(k,N=>({...N,state:"rejected",reason:String(k.reason)}));for(let k of l)p(k,N=>ro(N,k));
let v=a+c+g.size;v!==t.length&&wt(`the answer is about ${v} of ${t.length} lines`);for(let{line:k,call_number:N="",title:nt="",name:bn=""}of f)t[k-1]&&((y=(L=this.#i).
listed)==null||y.call(L,t[k-1],{callNumber:N,title:nt,name:bn}));return g}async#g({id:t,raw:e=""}){let{status:s,body:i}=await this.#w("void.php",{textarea:e},[400,
404,409]);return(s===200?i.voided!==1:typeof i.error!="string")&&wt("not an answer of void.php"),await(await this.#t).update([t],()=>null),this.#i.voided(e,s===
409?"in a file":"voided"),!0}async#w(t,e,s=[]){let i=performance.now(),{status:o,text:r}=await this.#n(t,e).catch(d=>{throw new tt("cut off",String(d))});if(!(o>=
200&&o<300)&&!s.includes(o))throw new tt("refused",`status ${o}`);let c=oo(r)??wt("not JSON");return c.server_time&&this.#e.learn(c,i),{status:o,body:c}}},Qs=(n,t)=>async e=>{
let s=!1,i=()=>(s=!0,e());try{await(n?n.request(t,i):i())}catch(o){if(s)throw o;await e()}};async function io(n,t){let e=new AbortController,s=setTimeout(()=>e.
abort(),no);try{let i=await fetch(n,{method:"POST",headers:{Accept:"application/json"},body:new URLSearchParams(t),signal:e.signal,redirect:"error"});return{status:i.
status,text:await i.text()}}finally{clearTimeout(s)}}function oo(n){try{return JSON.parse(n)}catch{return}}function ro(n,{field:t,reason:e,hold:s}){let{tried:i,
...o}=n;if(o.accepted)return{...o,state:"waiting"};let r=Array.isArray(s)&&s.length?{hold:s.map(String)}:void 0,a=!r&&t==="item_barcode";return{...o,state:"held",
reason:String(e),...a&&{offer:"patron"},...r}}function kt(n="",t=""){let e=document.createElement("p");return e.textContent=n,e.className=t,e}function Xs(n,t,e,s){let{time:i,patronName:o}=t[t.length-1],r=document.
createElement("ol");for(let{item:a="",callNumber:c}of t){let d=document.createElement("li");d.textContent=c?`${a}  ${c}`:a,r.append(d)}n.replaceChildren(kt(e,"s\
lip-library"),kt(h("slipCount",{count:t.length})),kt(`${qe(i??"")} ${S(i??"")}`),...o?[kt(o)]:[],r,...s?[kt(s)]:[]),document.body.classList.add("has-slip"),print()}var ao=["shapes","shapes of the server","odd shapes","server clock","library","desk","muted"],co=1e3,_e=class extends Y{#t;constructor(t,e){super(t,()=>sessionStorage),
this.#t=e}get(t){return super.get(t)??(ao.includes(t)?this.#t.get(t):null)}};function sn(n,t){let e=ts(n),s=new Y(e,()=>localStorage);if(new URL(n).searchParams.
has("practice"))return ho(e,s,t);let i=new Y(e,()=>sessionStorage);return{site:e,settings:s,session:i,kept:le(e),tell(){},isPractice:!1}}function ho(n,t,{form:e,
mark:s,resend:i}){let o=`${n} practice`,r=new _e(o,t),a=r.get("begun")==="yes";a||en(r),r.set("begun","yes");let c=le(o).then(async l=>(a||await tn(l),l));uo(e,
s),lo(async l=>{let f=c.then(tn);await Promise.race([f,new Promise(u=>setTimeout(u,co))]),en(r),location.replace(l)});let d=import("./practice.js").then(({Practice:l})=>new l(
{form:e,session:r,real:t,fields:O,unsent:()=>ss(n),resend:i}));return{site:o,settings:r,session:r,kept:c,post:async(l,f)=>(await d).server.post(l,f),tell:l=>{d.
then(l).catch(console.error)},isPractice:!0}}function uo(n,t){let e=document.createElement("link");Object.assign(e,{rel:"stylesheet",href:"styles/practice.css"}),
document.head.append(e),document.documentElement.classList.add("practising"),t.hidden=!1,document.title=t.textContent??"";for(let s of[n.querySelector("#takeout"),
n.savebutton,n.openbutton])s.hidden=!0;n.action="index.php";for(let s of[n.checkoutbutton,n.checkinbutton,n.submitbutton])s.disabled=!1}function lo(n){addEventListener(
"keydown",t=>{if(t.key!=="Escape"||t.isComposing||fo(t.target))return;t.preventDefault(),t.stopImmediatePropagation();let e=new URLSearchParams(location.search);
e.delete("practice"),n(e.toString()?`index.php?${e}`:"index.php")},{capture:!0}),document.addEventListener("click",t=>{let e=t.target instanceof Element&&t.target.
closest("a");!e||e.target||!e.protocol.startsWith("http")||(t.preventDefault(),n(e.href))})}async function tn(n){let t=await n.all();await n.update(t.map(({id:e})=>e),
()=>null)}function en(n){for(let t of n.keys(""))n.remove(t)}var fo=n=>n instanceof Element&&n.closest(".correction")!==null;var po=3,mo=2*6e4,ne=class{checks;key;loans;#t;#e;#s;#n;#i;#h;#c;#o;#a=[];#r;#u;#l=new Map;#f=0;#d=new Set;#m=!1;#p;constructor({queue:t,clock:e,checks:s,desk:i=()=>"",
key:o,journal:r,leftovers:a,alone:c,post:d,against:l=async()=>[],page:f}){this.checks=s,this.key=o,this.#t=t,this.#e=e,this.#s=i,this.#n=r,this.#i=a,this.loans=
r.loans,this.#h=l,this.#c=f,this.#o=new se({queue:t,clock:e,alone:c,post:d,on:{leaving:u=>r.leaving=u,recorded:u=>this.#O({recorded:u}),rejected:u=>this.#O({rejected:u}),
held:u=>this.#O({held:u}),listed:(u,g)=>{var p;return(p=f.listed)==null?void 0:p.call(f,u,g)},voided:(u,g)=>this.#O({voided:u,state:g}),change:()=>this.#v()}})}async start(){
for(let{state:e,kind:s,item:i,library:o="",time:r}of[...this.#n.today.latest].reverse())e==="recorded"&&s&&i&&this.checks.rememberEarlier(s,i,this.#e.ago(o,r??""));
await this.#E();let t=this.#n.leaving.filter(({raw:e})=>!this.#a.some(s=>s.raw===e));t.length&&this.#n.recorded(t),this.#I([...this.#a,...t]),await this.takeLeftovers(),
await this.send()}comeBack(){return this.loans=this.#n.loans,this.start()}leave({isKept:t=!1}={}){let e=t?[]:this.#a.filter(J).map(({id:s,...i})=>i);t?this.#x():
this.#n.keepLoans(this.loans),this.#i.keep([...e,...this.#d])}async takeLeftovers(){let{keys:t,entries:e}=this.#i.all;this.#m||e.length===0||(this.#m=!0,this.#I(
e),await this.#y(e,{mayBeThere:!0}),this.#i.forget(t),this.#m=!1)}send(){return this.#o.sendNow()}announce(t,e,s){(e==="look"||e==="not recorded")&&(this.#f+=1),
this.#g(t,e,s)}#g(t,e,s){this.#r=void 0,this.#u=void 0,this.#c.announce(t,e,s)}hint(t){!this.#r&&!this.#u&&this.#c.announce(t,"")}hear({held:t=[],rejected:e=[],
...s}){let i=o=>[this.#p,...this.loans].some(r=>C(o,r));return this.#_({...s,held:t.filter(i),rejected:e.filter(i)}),this.#E()}scan(t,e=""){let s={...t,...this.#N(
t.library),state:"waiting"};this.#r=void 0,this.#p=s,this.#A(s),this.#y([s],{text:nn(s)+e})}hold(t,e){let s={...t,...e,...this.#N(t.library),state:"held"};this.#w(
s);let i={entry:s,withId:this.#y([s]).then(([o])=>({...s,id:o}))};return this.#r=i,i}#w(t,e=""){this.announce(as(t,this.key)+e,"look",t),this.#r={entry:t,withId:Promise.
resolve(t)}}offer(t,e){this.announce(t,"look"),this.#u=e}get latest(){var t,e;return{offer:this.#u,held:(t=this.#r)==null?void 0:t.entry,withId:(e=this.#r)==null?
void 0:e.withId}}countOf(t){var e;return((e=this.loans[0])==null?void 0:e.patron)===t?this.loans.length:0}get held(){return this.#a.filter(({state:t})=>t==="hel\
d").reverse()}async accept(t,e,s){let i=this.#r,o=await Promise.all(t),r=await this.#t,a=o.flatMap(({id:y})=>y===void 0?[]:[y]),c=s===void 0?o.filter(ut):[],l=(c.
length?await r.all():[]).filter(y=>!a.includes(y.id)&&c.some(k=>At(k,y))),f="",u=await r.update([...a,...l.map(({id:y})=>y)],y=>{if(!a.includes(y.id))return hs(
y,e);if(y.state!=="held")return y;let k=me(y,e,s);return f=lt(k),f?y:k});await this.#D(u);let g=u.flatMap(({before:y,after:k})=>y.state==="held"&&(k==null?void 0:
k.state)==="waiting"?[k]:[]);this.#p=g[0]??this.#p;for(let y of g)this.#A(y,e.patron);let p=i===this.#r;p&&f&&g.length===0&&(this.announce(f,"not recorded"),i&&
t.includes(i.withId)&&(this.#r=i));let v=this.#f,L=this.#U();if(p&&g.length){let y=g.map(nn).join(", ");await this.#R(y,"recorded",{ids:g.map(({id:k})=>k),scan:g[0],
warnings:v,sent:L})}await L}async correct(t,e,s){var v;let{kind:i="L",patron:o=""}=t,r=i==="L"&&!o&&t.offer!==void 0,a=r?this.checks.patron(e):this.checks.item(
i,e,o),{barcode:c,problem:d,guess:l}=a;if(!d&&!lt({...t,item:c}))return this.accept([t],s,c);let f=await this.#t,u=d?this.checks.words(d):lt({...t,item:c}),g=r?
this.checks.offerOfCard(a):this.checks.offerOfItem(a),[p]=await f.update(t.id===void 0?[]:[t.id],L=>L.state==="held"?{...ge(L,c),scanned:e,reason:u,offer:g,guess:l}:
L);return p&&await this.#D([p]),((v=p==null?void 0:p.after)==null?void 0:v.state)==="held"&&this.#w(p.after),this.#v()}async remove(t){let{id:e}=await t,s=await this.#t;
e!==void 0&&await s.update([e],i=>i.state==="held"?null:i),await this.#v()}correctLine(t){this.#l.set(t.id,t),this.announce(h("correctLine"),""),this.#T(t)}async void(t){
this.#l.delete(t.id);let e=t.item||O(t.raw??"").item||t.raw||"",s=await this.#M(t),i=t.state==="held"?h("itemDiscarded",{item:e}):h("itemVoided",{item:e});this.
announce(s?i:h("itemToBeVoided",{item:e}),""),t.state!=="held"&&this.#T(t),await this.#U()}async submit(t){let e=Ft(t);if(e.length===0){let r=this.held.length;return r>
0&&this.announce(h("scansHeld",{count:r}),"look"),this.send()}let s=e.length,i=this.#b(e),o=i?h("linesToRecordOdd",{count:s,problems:i}):h("linesToRecord",{count:s});
await this.#k(e,{text:o,tone:i?"look":"recorded",replaced:this.#F(e)})}async takeOver(t){let s=[...await(await this.#t).all(),...this.#n.today.latest.filter(({state:d})=>d===
"recorded")],i=new Set(s.map(d=>Wt(R(d,this.#e)))),o=t.filter(d=>!i.has(Wt(d))&&i.add(Wt(d))),r=o.length,a=this.#b(o),c=[h("linesOfFile",{count:r,known:t.length-
r}),a].filter(Boolean).join(" ");await this.#k(o,{text:c,tone:a?"look":"recorded"})}async whileNothingIsSent(t){let e=await this.#o.pause(s=>t(s,this.#e));return await this.#v(),
e}#k(t,e){return this.#y(t.map(s=>({raw:s,state:"waiting"})),e)}#b(t){return vs(t,this.checks)}async linesToSave(){let t=await this.#t,e=await t.all(),s=e.filter(
({state:o})=>o==="voiding").map(({raw:o})=>o);return(await t.update(e.filter(({state:o})=>o==="waiting"||o==="rejected").map(({id:o})=>o),o=>({...o,raw:R(o,this.#e)}))).
map(({after:o})=>(o==null?void 0:o.raw)??"").filter(o=>!s.includes(o))}get hasUnsent(){let t=e=>e.state!=="taken out"&&(e.state!=="rejected"||J(e));return this.#d.
size>0||this.#a.some(t)}async#y(t,{text:e="",tone:s="recorded",replaced:i=[],mayBeThere:o=!1}={}){let r=this.#f,a=t.length===1&&t[0].item?t[0]:void 0,c=await this.#C(
t,o),d=await this.#t;i.length&&await d.update(i,()=>null);let l=this.#v().then(()=>{for(let f of t)this.#d.delete(f);return this.send()});return(a==null?void 0:
a.state)==="waiting"&&this.#S(a,c[0],l).catch(console.error),e&&await this.#R(e,s,{ids:c,scan:a,warnings:r,sent:l}),c}async#R(t,e,{ids:s,scan:i,warnings:o,sent:r}){
let a=await this.#t;if(a.durable||await r,o!==this.#f)return;if(a.durable)return this.announce(t,e,i);let c=(await a.all()).filter(({id:d})=>s.includes(d));c.some(
({state:d})=>d!=="waiting")||(c.length?this.#g(h("keepPageOpen",{what:t}),"not recorded",i):this.announce(t,e,i))}async#C(t,e){for(let s of t)this.#d.add(s);return(await this.#t).
add(t,{mayBeThere:e})}#N(t=""){let e=this.#s(),s=this.#e.timeOfScan(t),{epoch:i,...o}=this.#e.moment;return{time:s,epoch:i,...s===null&&o,...e&&{desk:e}}}#B(t){
for(let s of t)this.#T(s);let e=t.slice(0,po).map(({item:s,raw:i="",reason:o=""})=>h("problemOf",{scanned:s||i,problem:o}));this.announce([...e,h("seeLog")].join(
" "),"not recorded")}async#S(t,e,s){var a;if(this.#o.state==="ok"&&await s,this.#o.state==="ok")return;let i=await this.#h(t);if(i.length===0||Date.now()-(t.epoch??
0)>mo)return;let o=await this.#t,[r]=await o.update([e],c=>ds(i,c));(r==null?void 0:r.before.state)!=="waiting"||((a=r.after)==null?void 0:a.state)!=="held"||(this.#O(
{held:[r.after]}),await this.#v())}#$(t){var i,o;for(let r of t)this.#T(r);let[e]=t.slice(-1),s=t.length>1?` ${h("moreInLog",{count:t.length-1})}`:"";this.#w(e,
s),(o=(i=this.#c).heldBack)==null||o.call(i,t)}async#M(t){var r;let e=await this.#t,[s]=await e.update(t.id===void 0?[]:[t.id],a=>a.state==="waiting"&&a.tried?a:
null),i=(s==null?void 0:s.before.state)==="held"&&s.before.tried;if(s&&!s.after&&!i)return!0;let o=((r=(s==null?void 0:s.after)??(s==null?void 0:s.before)??this.#n.
find(t))==null?void 0:r.raw)??R(t,this.#e);return this.#n.mark(o,"voiding"),await this.#L([o]),!1}async#D(t){let e=t.flatMap(({before:{tried:s,raw:i},after:o})=>s&&
i&&o&&o.raw!==i?[i]:[]);e.length&&await this.#L(e)}async#L(t){let e=t.map(s=>({raw:s,state:"voiding"}));await this.#C(e);for(let s of e)this.#d.delete(s)}#F(t){
let e=[...this.#l.values()],s=ys(t,e.map(({raw:i=""})=>i));return e.flatMap(({id:i,raw:o=""})=>s.includes(o)?(this.#l.delete(i),i===void 0?[]:[i]):[])}#A(t,e=t.
patron){var s;this.checks.remember(t.kind??"",t.item??""),t.kind==="L"&&(this.loans.length&&![this.loans[0].patron,e].includes(t.patron)||(((s=this.loans[0])==null?
void 0:s.patron)!==t.patron&&(this.loans=[]),this.loans.push({...t,time:t.time??this.#e.at(t.library??"",t)})))}#I(t){for(let{state:e,kind:s,item:i,epoch:o}of t)
e==="waiting"&&s&&i&&o!==void 0&&this.checks.rememberEarlier(s,i,Date.now()-o)}#x(){let t=this.#a.filter(J);this.#n.keepLoans(this.loans.filter(e=>!t.some(s=>C(
s,e))))}clear(){if(!this.#p)return this.loans=[],this.#n.clear(),this.#E()}#T(t){let{kind:e,item:s=""}=t.item?t:O(t.raw??"");this.checks.forget(e,s),this.loans=
this.loans.filter(i=>!C(t,i))}#_({recorded:t,held:e,rejected:s,voided:i,state:o},r=!1){t&&this.#n.recorded(t),i!==void 0&&o&&this.#W(i,o,r),s!=null&&s.length&&this.#B(
s),e!=null&&e.length&&this.#$(e)}#W(t,e,s){var o;let i=this.#n.mark(t,e);e!=="voided"&&(i&&this.#A(i,(o=this.loans[0])==null?void 0:o.patron),(i||s)&&this.announce(
h("notVoided",{item:O(t).item}),"look"))}#O(t){this.#_(t,!0),this.#c.broadcast(t)}#v(){return this.#c.broadcast({}),this.#E()}async#U(){await this.#v(),await this.
send()}async#E(){try{let t=await this.#t;this.#a=await t.all(),this.#x(),this.#c.show({entries:this.#a,sending:this.#o.state,durable:t.durable,isTimeKnown:this.#e.
usable,hasSlip:this.loans.length>0})}catch(t){console.error(t)}}},nn=({kind:n,item:t="",patron:e=""})=>n==="L"?h("loanOf",{item:t,patron:e}):h("returnOf",{item:t});if(!("replaceChildren"in Element.prototype))throw new Error("This browser is too old for the page's script.");var go=10*6e4,wo="---",w=n=>document.getElementById(
n),m=w("mainform");We(m.patronBarcode);var et=JSON.parse(m.dataset.settings),ko=[...m.library.options??[m.library]].map(({value:n})=>n),I=sn(location.href,{form:m,
mark:w("practice"),resend:()=>x.send()}),{site:ie,settings:P,session:yt}=I,M=new Nt(P,()=>m.library.value),z=new Zt(P),Ue=new Gt(yt,M),bo=new vt({connection:w("\
connection"),waiting:w("waiting"),time:w("clock")},M);Rs(w("lastcard"),m.closest("main"));var je=new Xt({card:w("lastcard"),text:w("last"),listed:w("lastlisted"),
state:w("laststate"),actions:w("lastactions"),act:(n,t)=>ln(n,t),key:et.keys.accept},M,Ue),B=Ae(ie);function yo(n,t,e){je.announce(n,t,e),I.tell(s=>s.announced(
n,t,e)),t&&z.play(t),e&&Pe(P,"scanner")}var bt,an=!1;function vo(n){m.slipbutton.disabled=!n.hasSlip;let t=M.apart(b.library);(t==null?void 0:t.quarters)!==(bt==
null?void 0:bt.quarters)&&(bt=t),He(w("banner"),n,bt),an=n.durable,bo.show(n),Fe.show(n.entries),je.show(n.entries),pn.show(n.entries),fn.show(n.entries),cn(),I.
tell(e=>e.shown(n.entries))}function cn(){let{patron:n}=b;I.tell(t=>t.turned(n)),w("turnpatron").textContent=n||h("noTurn"),w("turncount").textContent=n?h("item\
sLent",{count:x.countOf(n)}):h("scanCard"),w("turnpatron").closest(".turn").classList.toggle("is-on",n!==""),m.finishbutton.disabled=!n,m.library.classList.toggle(
"is-missing",!b.library)}var hn=new Vt(P,yt,M),x=new ne({queue:I.kept,clock:M,journal:Ue,leftovers:new te(P),checks:new Et(et,hn),desk:()=>oe.text,key:et.keys.accept,
alone:Qs(navigator.locks,ie),post:I.post,against:async n=>{var e;let t=n.time??M.at(n.library??"",n);return await((e=await K)==null?void 0:e.against(n,t.slice(0,
8)))??[]},page:{announce:yo,show:vo,listed:(n,t)=>je.list(n,t),heldBack:n=>b.heldBack(n),broadcast:n=>B==null?void 0:B.postMessage(n)}}),st=!1,b=new _t(m,{settings:P,
session:yt,station:x,keys:et.keys,turned(){b.patron&&(st=!1),cn()},held(){pn.focusHeld()||x.announce(h("noScanHeld"),"")}}),K;function dn(){if(!I.isPractice)return K=
K??import("./lists.js").then(({Lists:n})=>new n({say:h,place:w("lists"),settings:P,site:ie,library:()=>b.library}),()=>K=void 0),K}P.get("lists")&&dn();m.library.
addEventListener("change",async()=>{var n;return(n=await K)==null?void 0:n.renew()});var un=new ee({place:w("correction"),label:w("question"),field:m.corrected,
saveButton:m.savecorrection,cancelButton:m.cancelcorrection,back:()=>b.back()});function ln(n,t){if(n==="send")return fn.askToSend([t]);if(n!=="correct")return b.
decide(n,t);if(t.state==="held")return un.open(h("correctBarcode"),t.scanned??t.item??"",e=>b.correct(t,e));b.correctLine(t.raw??""),x.correctLine(t)}var fn=new Ht(
{saveButton:m.savebutton,openButton:m.openbutton,file:w("savedfile"),makeButton:m.takeoutbutton,taken:w("takenout"),count:w("takencount"),againButton:m.againbutton,
sendButton:m.sendbutton,removeButton:m.removebutton,place:w("handover"),question:w("handoverquestion"),yesButton:m.yesbutton,noButton:m.nobutton},x,M,ko.filter(
n=>n!==wo),()=>b.back()),pn=new Yt({body:w("rows"),counts:w("counts"),journal:Ue,clock:M,back:()=>b.back(),act:ln}),rn,Fe=new zt({settings:P,session:yt,page:document,
fixed:{version:et.version,mark:((rn=m.mark)==null?void 0:rn.value)??""},facts:()=>Ps(an),named:n=>oe.show(n)}),oe=new Ut(w("desk"),P,{ask:(n,t)=>un.open(h("desk\
Question"),n,e=>b.takeStray(e)||t(e)),named:()=>Fe.beat(!0)});m.addEventListener("submit",n=>{n.preventDefault(),b.flush();let t=m.textarea.value;m.textarea.value=
"",x.submit(t)});m.finishbutton.addEventListener("click",()=>b.finish());m.slipbutton.addEventListener("click",()=>{x.loans.length&&Xs(w("slip"),x.loans,b.libraryName,
et.slip_text)});function mn(){m.mutebutton.textContent=z.muted?h("soundOff"):h("soundOn")}m.mutebutton.addEventListener("click",()=>{z.muted=!z.muted,mn()});m.testsoundbutton.
addEventListener("click",()=>{z.muted||Pe(P,"sound"),z.test(n=>{w("soundtest").textContent=n})});addEventListener("keydown",()=>z.wake(),{capture:!0});addEventListener(
"beforeunload",n=>{I.isPractice||!x.hasUnsent&&!b.hasText||(n.preventDefault(),n.returnValue=h("scansWouldWait"))});addEventListener("pagehide",({persisted:n})=>I.
isPractice||x.leave({isKept:n}));addEventListener("storage",()=>x.takeLeftovers());addEventListener("online",()=>x.send());async function gn(){var e;let n=await fetch(
"shapes.php",{headers:{Accept:"application/json"}}).catch(()=>{}),t=n!=null&&n.ok?await n.json().catch(()=>{}):void 0;t&&(hn.learn(t),(t.lists||K&&t.lists!==null)&&
((e=await dn())==null||e.learn(t.lists)))}setInterval(gn,go);document.addEventListener("visibilitychange",()=>document.hidden||x.send());function wn(){var t;let n=(t=
document.activeElement)==null?void 0:t.closest(".mode");n&&(m.dataset.mode=n.classList.contains("in")?"in":"out")}m.addEventListener("focusin",wn);w("unscripted").
hidden=!0;mn();var F=new URLSearchParams(location.search),on=F.get("desk");on!==null&&(oe.text=on);oe.show();for(let n of["recorded","already_recorded","at","ta\
ken_off","look"])F.delete(n);b.fixedLibrary?F.set("library",b.fixedLibrary):F.delete("library");history.replaceState(null,"",F.toString()?`?${F}`:location.pathname);
F.set("practice","");w("practicelink").search=String(F);w("practicelink").hidden=I.isPractice;Js({box:w("persistence"),text:w("persistencetext"),button:w("persi\
stbutton")},navigator.storage);B==null||B.addEventListener("message",({data:n})=>{n.asksForTurn?b.patron&&B.postMessage({hasTurn:!0}):n.hasTurn?(st&&!b.patron&&
b.begin(),st=!1):x.hear(n)});m.dataset.mode="out";wn();st=b.restore();kn();function kn(){st&&(B==null||B.postMessage({asksForTurn:!0}))}function Oo(){st=b.comeBack(),
kn(),x.comeBack()}addEventListener("pagehide",({persisted:n})=>n&&(m.autocomplete="on"));addEventListener("pageshow",({persisted:n})=>{n&&(m.autocomplete="off",
Oo())});Ns(yt,Ae(`${ie} tab`),()=>{x.clear(),b.isAsFound&&b.begin()}).then(()=>x.start()).then(()=>{var n;I.isPractice||Fe.start(),gn(),(n=navigator.serviceWorker)==
null||n.register("scripts/sw.js",{scope:"./"}).catch(()=>{})});
