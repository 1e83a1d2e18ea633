// Made by tests/scripts/bundle.mjs of index.js and what that imports: change those.
function We(n){let{activeElement:t,body:e}=document;if(t===n)return;let s=n.cloneNode();s.autofocus=!1,n.replaceWith(s),t===e&&s.focus()}var yn=Object.freeze({keepsNothing:"This browser keeps nothing: this is a private window, or its storage is full or switched off. Each scan is sent at once. Wai\
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
ld be recorded now."}),vn=new Intl.PluralRules("en");function h(n,...t){let e=t[0]??{},s=yn[n];return(typeof s=="string"?s:s[vn.select(Number(e.count))]??s.other).
replace(/\{(\w+)\}/g,(o,r)=>String(e[r]))}var On=Object.freeze(["held","waiting","rejected","taken out","voiding","recorded","voided","in a file"]);function xn(n){return/[",]/.test(n)?`"${n.replace(/"/g,
'""')}"`:n}function oe({library:n,time:t,kind:e,item:s,callNumber:i,patron:o,patronName:r}){return[n,t,e,s,i,o,r].map(a=>xn(a??"")).join(",")}function v(n){let e=[
...(","+n).matchAll(/,(?:"((?:[^"]|"")*)"([^,]*)|([^,]*))/g)],[s="",i="",o="",r="",a="",c="",d=""]=e.map(([,u,f,l])=>(l===void 0?u.replace(/""/g,'"')+f:l).trim());
return{library:s,time:i.replace(/\D/g,""),kind:o,item:r,callNumber:a,patron:c,patronName:d}}function P(n,t){return n.raw??oe({...n,time:n.time??t.at(n.library??
"",n)})}function R(n,t){return n.epoch!==void 0&&n.epoch===(t==null?void 0:t.epoch)&&n.item===(t==null?void 0:t.item)}function bt(n,t){return n.epoch!==void 0?R(
n,t):t.epoch===void 0&&t.raw===n.raw&&t.state===n.state}var N=({state:n})=>n==="waiting"||n==="voiding",K=({state:n})=>n==="held"||n==="rejected",T=({state:n})=>n===
"taken out",G=({id:n})=>typeof n=="string";function nt({void:n,...t}){return n?{...t,state:"voiding"}:On.includes(t.state)?t:{...t,state:"held",reason:h("otherV\
ersion")}}var Tn={"cut off":"serverAway",refused:"serverRefuses",unclear:"serverUnclear"};function En({entries:n,sending:t,durable:e,isTimeKnown:s},i){let o=n.filter(N).length,
r=n.filter(K).length,a=[];e||a.push(h("keepsNothing")),t!=="ok"&&(a.push(h(Tn[t])),o>0&&a.push(h("scansWaiting",{count:o})),a.push(e?h("keepScanning"):h("keepsT\
rying")),t==="unclear"&&a.push(h("reloadIfUnclear")),s||a.push(h("timeUnknown")));let c=n.filter(T).length;return c>0&&a.push(h("scansTakenOut",{count:c})),i&&a.
push(h("clocksApart",{workstation:i.workstation,server:i.server})),r>0&&a.push(h("scansNeedYou",{count:r})),a.join(" ")}function He(n,t,e){let s=En(t,e);n.textContent!==
s&&(n.textContent=s),n.hidden=s===""}function M(n){return new Date(n).toISOString().replace(/\D/g,"").slice(0,14)}function D(n){let t=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(n);if(!t)return NaN;
let[e,s,i,o,r,a]=t.slice(1).map(Number);return Date.UTC(e,s-1,i,o,r,a)}function qe(n){return n.replace(/^(\d{4})(\d\d)(\d\d).*/,"$1-$2-$3")}function S(n){return n.
replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/,"$1:$2:$3")}var Sn=2e3,Ln={ok:"connected","cut off":"cutOff",refused:"serverBusy",unclear:"serverOdd"},yt=class{#t;#e;#s;#n;constructor({connection:t,waiting:e,time:s},i){this.#t=
t,this.#e=e,this.#s=s,this.#n=i,setInterval(()=>this.#i(),Sn)}#i(){let t=this.#n;this.#s.textContent=t.usable?S(t.now()).slice(0,5):"--:--"}show({entries:t,sending:e}){
this.#i(),this.#t.textContent=h(Ln[e]),this.#t.classList.toggle("is-off",e!=="ok");let s=t.filter(N).length;this.#e.textContent=h("waitingHere",{count:s}),this.#e.
classList.toggle("is-some",s>0)}};var Nn="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";function ze(n){return/^\d{7,}$/.test(n)?[...n].reverse().reduce((e,s,i)=>{let o=Number(s)*(i%2?2:1);return e+
(o>9?o-9:o)},0)%10===0:!1}function An(n){return/^\d{6,}[0-9X]$/.test(n)?[...n].reverse().map(s=>s==="X"?10:Number(s)).reduce((s,i,o)=>s+i*(o+1),0)%11===0:!1}function In(n){
let t=[...n].map(s=>Nn.indexOf(s));if(t.length<5||t.includes(-1))return!1;let e=t.pop();return t.reduce((s,i)=>s+i,0)%43===e}var re=Object.freeze({mod10:ze,mod11:An,
mod43:In}),Ke=n=>n.length===14&&ze(n);var ae={"read error":"isReadError",stripe:"isStripe",control:"hasControl",characters:"hasCharacters",isbn:"isIsbn",twice:"isTwice",two:"isTwo",long:"isLong"},Ge=/^\][A-Za-z][0-9A-Za-z]/,
Pn=/^(\*)([^*]+)(\*)$/,Rn=/^([A-Da-d])(\d{10,})([A-Da-d])$/;function it(n){var r;let t=((r=Ge.exec(n))==null?void 0:r[0])??"",e=n.slice(t.length).trim(),[,s="",
i=e,o=""]=Pn.exec(e)??Rn.exec(e)??[];return{barcode:i.trim(),taken:[t,s,o].filter(Boolean)}}function vt(n){var s;let t=((s=Ge.exec(n))==null?void 0:s[0])??"";return[
{barcode:n.slice(t.length).trim(),taken:[t].filter(Boolean)},{barcode:n,taken:[]},it(n)]}var Cn=/^(?:<?NR>?|NO[ _-]?READ|BAD[ _-]?READ|READ[ _-]?ERR(?:OR)?|ERR(?:OR)?|\?+|[%;+]E\??(?:[%;+]E\??)*)$/i,
Bn=/^(?:%.*[?^]|;.*[?=]|\+.*\?)/,$n=/^[ -~]*$/,Mn=/[\x00-\x1f\x7f-\x9f]/;function F(n,t=()=>!1){return Mn.test(n)?"control":Cn.test(n)?"read error":Bn.test(n)?"\
stripe":!$n.test(n)||!/[0-9A-Za-z]/.test(n)?"characters":Dn(n,t)?"twice":_n(n)&&!t(n)?"isbn":n.length>32?"long":/^\d{20,}$/.test(n)&&!t(n)?"two":""}function Je(n){
var t;return((t=/^(.{4,32}?)(?:[ *]*\1)+$/.exec(n))==null?void 0:t[1])??""}function Dn(n,t){let e=Je(n);return e.length>=6||e!==""&&!t(n)}function _n(n){let t=n.
replace(/[ -]/g,"");return/^97[789]\d{10}(?:\d{2}|\d{5})?$/.test(t)?[...t.slice(0,13)].reduce((s,i,o)=>s+Number(i)*(o%2?3:1),0)%10===0:!1}var Un=[`&é"'(-è_çà`,
`&é"'(§è!çà`,"+ěščřžýáíé","+ľščťžýáíé","!@#$%^&*()",'!"£$%^&*()','!"§$%&/()='],jn=[1632,1776,2406,65296],Fn=/[\u2010-\u2015\u2212]/g;function Wn(n){
let t=[...n].map(Hn).join("").replace(Fn,"-");if(F(t)===""&&t!==n)return t;if(/\d/.test(t))return"";for(let e of Un){let s=[...n].map(i=>e.includes(i)?String((e.
indexOf(i)+1)%10):i).join("");if(/^[0-9A-Za-z]+$/.test(s))return s}return""}function Hn(n){let t=n.codePointAt(0)??0,e=jn.find(s=>t>=s&&t<s+10);return e===void 0?
n:String(t-e)}function Ot(n,t){return n==="twice"?Je(t):n==="characters"?Wn(t):""}var Ve=Object.freeze({patron_pattern:"([0-9]+)",item_pattern:".*"}),qn={...ae,added:"hasAdded","no patron":"noPatronFound","not an item":"notAnItem",patron:"isP\
atron",item:"isItem","odd item":"oddItem","odd patron":"oddPatron","check digit":"wrongCheckDigit","begins not with 2":"beginsNotWith2","begins not with 3":"beg\
insNotWith3","own patron":"ownPatron","was patron":"wasPatron","was item":"wasItem","repeat L":"repeatOut","repeat R":"repeatIn"},zn={2:"patron",3:"item"};function xt(n){
try{return new RegExp(n)}catch{return}}var Tt=class{#t;#e;#s;#n;#i;#h;#c;#o=new Map;constructor(t,e){var s,i;this.#t=t,this.#e=e,this.#c=t.patron_pattern!==Ve.patron_pattern,
this.#s=xt(t.patron_pattern)??/(?!)/,this.#n=xt(`^(?:${t.item_pattern})$`)??/^.*$/,this.#h=(((i=(s=xt(`${t.item_pattern}|`))==null?void 0:s.exec(""))==null?void 0:
i.length)??1)>1,this.#i=t.item_pattern!==Ve.item_pattern&&!this.#n.test("#")}patron(t){let e=this.#c?this.#d(t):this.#r(t);if(e.problem)return e;let{barcode:s}=e,
i=vt(t).some(({barcode:o})=>this.#g(o));return{...e,...this.#l("patron",s,i?"item":this.#u(s))}}item(t,e,s){let i=this.#a(e);if(i.problem)return i;let{barcode:o}=i,
r=s&&o===s?"own patron":this.#f(o),a=this.#l("item",o,r);return{...i,...a.problem?a:{problem:this.#b(t,o)}}}isNone({problem:t}){return t in ae}mayBePatron({barcode:t,
problem:e}){return e==="odd item"?this.#e.hasSeenLike("patron",t):e==="patron"||e==="was patron"}offerOfCard(t){if(!Kn(t.problem))return this.isNone(t)&&!t.guess?
"discard":"patron"}offerOfItem(t){return this.mayBePatron(t)?"patron":void 0}line({kind:t,item:e,patron:s}){let i=[this.#m("item",e,this.#f(e))];if(t==="L"&&s){
let o=this.#g(s)?"item":this.#u(s);i.push(this.#m("patron",s,o))}return i.filter(Boolean)}words(t){return h(qn[t])}isOrdinary(t){return this.#e.isOrdinary("item",
t)||this.#e.isOrdinary("patron",t)}remember(t,e){this.#e.remember("item",e),this.#o.set(`${t} ${e}`,performance.now())}rememberEarlier(t,e,s){this.#e.noteRole("\
item",e),this.#o.set(`${t} ${e}`,performance.now()-s)}rememberPatron(t){this.#e.remember("patron",t)}forget(t,e){this.#o.delete(`${t} ${e}`)&&this.#e.forget("it\
em",e)}#a(t){let e=it(t),s=({barcode:u})=>this.#n.test(u),{barcode:i,taken:o}=this.#i&&vt(t).find(s)||e,r=this.#n.exec(i),a=((r==null?void 0:r[1])||i).trim(),c=F(
a,u=>this.#e.isOrdinary("item",u)),d={barcode:a,taken:o,problem:c,guess:Ot(c,a)};return this.#i?r?c==="control"||c==="read error"?d:{...d,problem:a.length>32?"l\
ong":"",guess:""}:{...d,problem:c||"not an item"}:d}#r(t){var a;let{barcode:e,taken:s}=it(t),i=F(e,c=>this.#e.isOrdinary("patron",c));if(i)return{barcode:e,taken:s,
problem:i,guess:Ot(i,e)};let o=((a=this.#s.exec(e))==null?void 0:a[1])??"";if(!o)return{barcode:e,taken:s,problem:"no patron",guess:""};let r=e.split(o,2).filter(
Boolean);return{barcode:o,taken:[...s,...r],problem:"",guess:""}}#d(t){if(F(t)==="read error")return{barcode:t,taken:[],problem:"read error",guess:""};let e=vt(
t).map(({barcode:r,taken:a})=>{var c,d;return{barcode:(d=(c=this.#s.exec(r))==null?void 0:c[1])==null?void 0:d.trim(),taken:a}}),{barcode:s="",taken:i}=e.find(({
barcode:r})=>r)??{taken:[]};if(!s)return{barcode:t,taken:i,problem:"no patron",guess:""};let o=F(s,r=>this.#e.isOrdinary("patron",r));return{barcode:s,taken:i,problem:o,
guess:Ot(o,s)}}#u(t){return this.#e.wasOnly("item",t)?"was item":this.#w(t,"2")}#f(t){return this.#e.wasOnly("patron",t)?"was patron":this.#k(t)?"patron":this.#w(
t,"3")}#l(t,e,s){if(s)return{problem:s,guess:""};let i=this.#e.oddity(t,e);if(i==="check digit")return{problem:this.#t.check_digit==="auto"?i:"",guess:""};if(i===
""||t==="item"&&this.#i)return{problem:"",guess:""};let o=t==="item"?"patron":"item";return this.#e.isOrdinary(o,e)?{problem:o,guess:""}:{problem:`odd ${t}`,guess:this.#p(
t,e)}}#p(t,e){let s=[...e].map(i=>i===i.toUpperCase()?i.toLowerCase():i.toUpperCase()).join("");return s!==e&&this.#e.isOrdinary(t,s)?s:""}#m(t,e,s){let i=t==="\
item"&&this.#i;if(i&&!this.#h&&!this.#n.test(e))return"not an item";if(!i&&it(e).barcode!==e)return"added";let o=F(e,a=>this.#e.isOrdinary(t,a));return(i&&!/^(control|read error|long)$/.
test(o)?"":o)||this.#l(t,e,s).problem}#b(t,e){let s=this.#o.get(`${t} ${e}`)??-1/0,i=this.#o.get(`${t==="L"?"R":"L"} ${e}`)??-1/0,o=this.#t.repeat_minutes*6e4;return s>
i&&performance.now()-s<o?`repeat ${t}`:""}#g(t){return this.#i&&this.#n.test(t)}#k(t){if(!this.#c||this.#i)return!1;let e=xt(`^(?:${this.#t.patron_pattern})$`);
return e!==void 0&&e.test(t)&&!e.test("#")}#w(t,e){return this.#t.check_digit!=="codabar14"?"":Ke(t)?t[0]===e?"":zn[t[0]]??`begins not with ${e}`:"check digit"}},
Kn=n=>/^(patron|item|was patron|was item)$/.test(n);var he="queue";var Ze=new WeakMap,ot=class extends Error{},rt=class{#t;#e;#s;#n;constructor(t,e){this.#t=t,this.#e=e}async run(t,e,s=()=>{}){let i,o=async()=>{let r=await this.#i();
return this.#h(async a=>{let c=await Et(r,t,d=>i=e(d,i),a);return a.aborted&&await Et(r,t,d=>s(d,c)),c},1e4)};try{return await o()}catch(r){if(r instanceof ot||
r instanceof DOMException&&r.name==="QuotaExceededError")throw r;return this.close(),o()}}close(){var t;(t=this.#s)==null||t.close(),this.#s=void 0}probe(){return this.#h(
async()=>{let t=await Ye(`${this.#t} probe`,[]);try{await Et(t,"readwrite",e=>e.add({text:"x".repeat(65536)})),await Et(t,"readwrite",e=>e.clear())}finally{t.close()}})}async#i(){
return this.#s||await this.#h(async()=>{this.#s=await Ye(this.#t,this.#e())}),this.#s}async#h(t,e=5e3){if(this.#n)throw new ot;let s=new AbortController,i=t(s.signal).
finally(()=>this.#n=void 0);this.#n=i;let o,r=new Promise((a,c)=>{o=setTimeout(()=>{s.abort(),c(new ot)},e)});try{return await Promise.race([i,r])}finally{clearTimeout(
o)}}};function Ye(n,t){return new Promise((e,s)=>{let i=indexedDB.open(n,1);i.onupgradeneeded=()=>{let o=i.result.createObjectStore(he,{keyPath:"id",autoIncrement:!0});
for(let r of t)o.put(r)},i.onsuccess=()=>e(i.result),i.onerror=()=>s(i.error),i.onblocked=()=>s(new Error("blocked"))})}function Et(n,t,e,s){let i=n.transaction(
he,t,{durability:"strict"});return s==null||s.addEventListener("abort",()=>Gn(i)),new Promise((o,r)=>{let a;i.oncomplete=()=>o(a),i.onabort=()=>r(Ze.get(i)??i.error),
i.onerror=()=>r(i.error);try{a=e(i.objectStore(he))}catch(c){r(c),i.abort()}})}function Gn(n){try{n.abort()}catch{}}function J(n,t){n.onsuccess=()=>{try{t(n.result)}catch(e){
let s=n.transaction;Ze.set(s,e),s.abort()}}}var ts=n=>`offline-circ ${new URL(".",n).pathname}`,de=class{durable=!1;#t;#e=Promise.resolve();#s=new Map;#n=new Map;#i=new Map;#h=0;#c=new Map;constructor(t){
this.#t=new rt(t,()=>this.#r())}open(){return this.#o(()=>this.#f())}add(t,{mayBeThere:e=!1}={}){return this.#o(async()=>{if(!await this.#f())return this.#u(t);
try{let{ids:s}=await this.#t.run("readwrite",(i,o)=>e||o?Xe(i,t):Vn(i,t),Qe);return t.forEach((i,o)=>this.#s.set(s[o],{...i,id:s[o]})),s}catch{return this.durable=
!1,this.#u(t)}})}all(){return this.#o(async()=>(await this.#f(),await this.#l(),[...this.#r(),...this.#i.values()].map(t=>({...t}))))}update(t,e){return this.#o(
async()=>{await this.#f();let s=t.filter(i=>!this.#i.has(i));return[...await this.#m(s,e),...this.#p(t,e)]})}isStored({id:t}){return t===void 0||!this.#n.has(this.#a(
t))}#o(t){let e=this.#e.then(t);return this.#e=e.then(()=>{},()=>{}),e}#a(t){return this.#c.get(t)??t}#r(){return[...this.#s].flatMap(([t,e])=>this.#n.get(t)??(this.#n.
has(t)?[]:e))}#d(t,e){e?this.#s.set(t,{...e,id:t}):this.#s.delete(t)}#u(t){return t.map(e=>{let s=`memory ${++this.#h}`;return this.#i.set(s,{...e,id:s}),s})}async#f(){
if(this.durable)return!0;let t=[...this.#i.values()];try{t.length===0&&this.#n.size===0&&await this.#t.probe();let{ids:e}=await this.#t.run("readwrite",s=>{for(let[
i,o]of this.#n)Jn(s,i,o);return Xe(s,t,!0)},Qe);for(let[s,i]of this.#n)this.#d(s,i);t.forEach((s,i)=>{this.#c.set(s.id,e[i]),this.#d(e[i],s)}),this.#n.clear(),this.#i.
clear(),this.durable=!0}catch{}return this.durable}async#l(){try{let{result:t}=await this.#t.run("readonly",e=>e.getAll());this.#s=new Map(t.map(e=>[e.id,nt(e)]))}catch{
this.durable=!1}}#p(t,e){let s=[];for(let i of t){let o=this.#i.get(i);if(!o)continue;let r=e({...o});r?this.#i.set(i,r):this.#i.delete(i),s.push({before:o,after:r})}
return s}async#m(t,e){try{let s=await this.#t.run("readwrite",(i,o)=>{let r=[];for(let a of t)J(i.get(this.#a(a)),c=>{let d=Yn(c,a,o)??this.#b(c,a,e);d&&(es(i,this.#a(
a),d.after),r.push(d))});return r});for(let{before:i,after:o}of s)this.#d(this.#a(i.id),o),this.#n.delete(this.#a(i.id));return s}catch{return this.durable=!1,this.#g(
t,e)}}#b(t,e,s){let i=this.#n.get(this.#a(e));if(t===void 0||i===null)return;let o={...i??nt(t),id:e};return{before:o,after:s({...o})}}async#g(t,e){await this.#l();
let s=[];for(let i of t){let o=this.#a(i),r=this.#b(this.#s.get(o),i,e);r&&(this.#n.set(o,r.after&&{...r.after,id:o}),s.push(r))}return s}};function es(n,t,e){e?
n.put({...e,id:t}):n.delete(t)}function Jn(n,t,e){J(n.get(t),s=>{s!==void 0&&es(n,t,e)})}function Vn(n,t){let e=[];return t.forEach((s,i)=>J(n.add(s),o=>e[i]=Number(
o))),{ids:e,made:e}}function Qe(n,{made:t}){for(let e of t)n.delete(e)}function Xe(n,t,e=!1){let{ids:s,made:i}={ids:[],made:[]};return J(n.getAll(),o=>{t.forEach(
({id:r,...a},c)=>{let d=o.findIndex(f=>bt(a,nt(f))),[u]=d<0?[]:o.splice(d,1);J(u?n.put(e?{...u,...a}:u):n.add(a),f=>{s[c]=Number(f),u||i.push(s[c])})})}),{ids:s,
made:i}}function Yn(n,t,e=[]){return e.find(({before:s,after:i})=>s.id===t&&i&&n&&JSON.stringify({...i,id:n.id})===JSON.stringify(n))}async function le(n){let t=new de(
n);return await t.open(),t}async function ss(n){let t=new rt(n,()=>[]);try{let{result:e}=await t.run("readonly",s=>s.getAll());return e.map(nt).filter(N).length}finally{
t.close()}}function E(n,t,e){try{return JSON.parse(n.get(t)??"")??e}catch{return e}}var V=class{#t;#e;constructor(t,e){this.#e=t;try{this.#t=e(),this.#t.setItem(
`${t} test`,"1")}catch{let s=new Map;this.#t={getItem:i=>s.get(i)??null,setItem:(i,o)=>{s.set(i,o)},removeItem:i=>{s.delete(i)},key:i=>[...s.keys()][i]??null,get length(){
return s.size}}}}get(t){return this.#t.getItem(`${this.#e} ${t}`)}set(t,e){try{this.#t.setItem(`${this.#e} ${t}`,e)}catch{}}remove(t){this.#t.removeItem(`${this.#e}\
 ${t}`)}keys(t){let e=Array.from({length:this.#t.length},(i,o)=>this.#t.key(o)??""),s=`${this.#e} `;return e.filter(i=>i.startsWith(s+t)).map(i=>i.slice(s.length))}};function Y(n,t){let e=n.filter(([i])=>i*1e3<=t),[,s]=e[e.length-1]??n[0]??[0,0];return s*1e3}function St(n,t){for(let e=1;e<n.length;e++){let[s,i]=n[e],o=n[e-1][1],
[r,a]=[s-30,s+o-i];if(i<o&&r*1e3<=t&&t<a*1e3){let c=Math.floor((Math.floor(t/1e3)-r)*30/(a-r));return(r+o+c)*1e3}}return t+Y(n,t)}var ns="server clock",rs=5e3,Zn=2e3,Qn=2*36e5,Xn=60,is=15*6e4,ti=3*6e4,ei=24*36e5,Lt=class{#t;#e;#s=0;#n=0;#i;#h=!1;#c=Date.now()-performance.now();#o;constructor(t,e=()=>""){
this.#t=t,this.#i=e;let{ahead:s,zones:i}=E(t,ns,{});this.#e=this.#c+(s??0),this.#o=new Map(Object.entries(i??{"":[[0,os()/1e3]]}))}learn({server_time:t,not_before:e,
zones:s=ni(t)},i){var c;let o=Date.parse(t);if(!Number.isFinite(o)||!((c=s[""])!=null&&c.length))return;this.#o=new Map(Object.entries(s));let r=performance.now();
if(this.usable&&r-i>Zn)return;this.#e=o-(i+r)/2,(!this.#h||this.#s-this.#a>Qn)&&(this.#s=0),this.#d(Date.parse(e??"")||0),this.#h=!0,this.#c=Date.now()-r;let a=Math.
round(this.#e-this.#c);this.#t.set(ns,JSON.stringify({ahead:a,zones:s}))}get usable(){return this.#h&&Math.abs(Date.now()-performance.now()-this.#c)<rs}get#a(){
return performance.now()+this.#e}get zones(){return this.#o}#r(t){return this.#o.get(t)??this.#o.get("")??[]}now(t=this.#i()){return this.#d(this.#a),M(St(this.#r(
t),this.#s))}#d(t){let e=performance.now()-this.#n;this.#s=Math.max(this.#s+e/Xn,t),this.#n+=e}timeOfScan(t){return this.#u(t)?this.now(t):null}#u(t){return this.
usable&&(t!==""||this.#o.size===1)}ago(t,e){return St(this.#r(t),this.#a)-D(e)}get moment(){return{epoch:Date.now(),ticks:performance.now(),page:performance.timeOrigin}}at(t,e={}){
return M(St(this.#r(t),this.#a-si(e)))}apart(t){if(!this.#u(t))return;let[e,s]=[this.#a+Y(this.#r(t),this.#a),Date.now()+os()],i=Math.round((e-s)/is);if(i===0||
Math.abs(e-s-i*is)>ti)return;let[o,r]=[s,e].map(a=>S(M(a)).slice(0,5));return{quarters:i,workstation:o,server:r}}};function si({epoch:n=Date.now(),ticks:t,page:e}){
let s=Date.now()-n;if(t===void 0||e!==performance.timeOrigin)return s;let i=performance.now()-t;return s<i-rs||s>i+ei?i:s}function ni(n){let[,t,e,s]=/([+-])(\d\d):(\d\d)$/.
exec(n)??["","+","0","0"];return{"":[[0,+`${t}1`*(Number(e)*3600+Number(s)*60)]]}}function os(){return-new Date().getTimezoneOffset()*6e4}var at=h("noPatron"),ii={patron:"buttonPatron",record:"buttonRecord",correct:"buttonCorrect",discard:"buttonDiscard",void:"buttonVoid",send:"buttonSend"};function ct({
offer:n,guess:t}){return n==="discard"||n==="patron"?n:t?"take":"record"}var ue=["patron","blocked","expired"],ht=({hold:n=[]})=>n.some(t=>ue.includes(t)),Nt=(n,t)=>n.
began!==void 0&&n.began===t.began&&n.patron===t.patron;function At(n){let t=[ct(n),"record","correct","discard"];return[...new Set(t)]}function fe(n,{guess:t=""}){
return n==="take"?h("buttonTake",{guess:t}):n==="patron"&&t?h("buttonGuessPatron",{guess:t}):h(ii[n])}function oi(n,t){let{guess:e="",reason:s}=n,i=ct(n);return i===
"discard"?h("keyDiscards",{key:t}):i==="take"?h("keyTakesGuess",{key:t,guess:e}):i==="patron"?e?h("keyMakesPatron",{key:t,patron:e}):h("keyMakesThisPatron",{key:t}):
ht(n)?h("keyLetsPatron",{key:t}):s===at?h("keyLendsToNext",{key:t}):n.library?h("keyRecords",{key:t}):h("keyThenRecords",{key:t})}function as(n,t){let{scanned:e=n.
item??"",reason:s="",guess:i}=n,o=ct(n),r=n.kind==="L"&&!n.patron&&o==="record"&&s!==at,a=o==="record"||o==="take";return[h("problemOf",{scanned:e,problem:s}),...i?
[h("guessOf",{guess:i})]:[],...a&&!n.library?[h("chooseLibraryFirst")]:[],t&&!r?oi(n,t):h("chooseInLog")].join(" ")}function pe(n,t,e){let{reason:s,scanned:i,offer:o,
guess:r,hold:a,...c}=e===void 0?n:me(n,e),d=c.kind==="L",u=c.patron||(d?t.patron:""),f=c.patron||!d?c.patronName:t.patronName,l=!(a!=null&&a.length&&e!==void 0);
return{...c,library:c.library||t.library,patron:u,patronName:f,state:"waiting",...l&&{accepted:l}}}var cs=(n,{library:t,patron:e})=>dt({...n,library:n.library||
t,patron:n.patron||e})==="";function hs(n,t){var e;return n.state==="held"&&((e=n.hold)!=null&&e.every(s=>ue.includes(s)))?pe(n,t):n.state==="held"||n.state==="\
waiting"?{...n,patronAccepted:!0}:n}function ds(n,t){let e=n.filter(({kind:s})=>!(t.patronAccepted&&ue.includes(s)));return t.state!=="waiting"||t.accepted||e.length===
0?t:{...t,state:"held",hold:e.map(({kind:s})=>s),reason:e.map(({reason:s})=>s).join(" ")}}function me({tried:n,...t},e){let s=v(t.raw??""),i=t.raw&&oe({...s,kind:s.
kind,item:e});return{...t,item:e,...i&&{raw:i}}}function dt({library:n,kind:t,patron:e}){return n?t==="L"&&!e?h("scanPatronFirst"):"":h("chooseLibraryFirst")}var Z="turn",ge="left",ls="check in",ri=5*6e4,It=class{#t;#e;constructor(t,e){this.#t=t,this.#e=e}keep(t){this.#s(JSON.stringify(t))}end(){this.#s("")}#s(t){this.#e.
set(Z,t),this.#t.set(Z,t)}leave(t){this.#e.get(Z)!==null&&(this.#e.set(ge,String(Date.now())),this.#e.set(ls,t?"yes":""))}find(){let t=Math.abs(Date.now()-Number(
this.#e.get(ge)))<ri;this.#e.set(ge,"");let e=t?E(this.#e,Z):void 0,i=!e&&!!this.#t.get(Z)?E(this.#t,Z,{patron:""}).patron:void 0;return{here:e,elsewhere:i,isCheckIn:t&&
this.#e.get(ls)==="yes"}}};var Pt=class{#t=!1;#e=new Set;#s=new Map;#n=new Map;#i=0;ended(){this.#t=!0,this.#e.clear()}interrupted(t){if(t&&this.#t){this.#i=this.#e.size?0:this.#i+1;for(let[
e,s]of this.#s)this.#e.has(e)||(this.#s.set(e,s-1),this.#n.delete(e))}this.#t=!1}judge(t,e){if(!this.#t)return"";let s=this.#s.get(t)??0,i=e==="none"||e==="litt\
le"&&this.#i<3,o=this.#e.has(t);if(o&&(this.#s.delete(t),this.#n.delete(t)),o||s<=0&&!i)return this.#t=!1,o?"":"after a scan";this.#e.add(t);let r=(this.#n.get(
t)??0)+1;return this.#n.set(t,r),this.#s.set(t,r>=3?2:1),r>=3?"suffix":"perhaps suffix"}};var Bt=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>n.length===1&&!t&&!e&&!s,lt=({ctrlKey:n,altKey:t,metaKey:e,shiftKey:s})=>n||t||e||s,$t=n=>n instanceof Element&&n.
matches("input[type=text], textarea, select");function Rt(n){var e;let t=((e=/^Numpad(\d)$/.exec(n.code))==null?void 0:e[1])??"";return lt(n)||Bt(n)?"":t}var ai=({
altKey:n,code:t})=>n&&/^Numpad\d$/.test(t),we=({key:n,ctrlKey:t,altKey:e})=>t&&!e&&/^[jm]$/i.test(n),ci=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>t&&!e&&!s&&n.length===
1&&!/[acvxyz0+=-]/i.test(n),hi=({isComposing:n,key:t})=>n||t==="Process",di=({key:n,code:t})=>n==="Enter"||/Enter$/.test(t),Ct=class{last;#t;#e;#s;#n=new Pt;#i=new Map;#h=!1;constructor(t,e,s){
this.last=t[0],this.#t=t,this.#e=e,this.#s=s,addEventListener("focusin",({target:i})=>{this.last=this.#c(i)??this.last}),addEventListener("pointerdown",()=>this.#n.
interrupted(!1)),addEventListener("keydown",i=>this.#o(i));for(let i of t)i.addEventListener("input",()=>this.#l(i)),i.addEventListener("beforeinput",o=>this.#m(
i,o)),i.addEventListener("compositionend",()=>this.#r(i))}back(){this.focus(this.last)}focus(t){this.last=t,t.focus(),this.#s.isDone(t)?t.select():t.setSelectionRange(
t.value.length,t.value.length)}isUnsent(t){return t.value.trim()!==""&&!this.#s.isDone(t)}get hasUnsent(){return this.#t.some(t=>this.isUnsent(t))}endAll(){for(let t of this.#t)
this.isUnsent(t)&&this.end(t)}type(t){let e=t.split(/[\r\n\t]+/);e.forEach((s,i)=>{this.back(),s&&this.#p(this.last,s),i<e.length-1&&this.isUnsent(this.last)&&this.
end(this.last)})}end(t){let e=t.value.trim();if(!e){let i=this.#n.judge("Enter",this.#s.senseOf(t,"Enter"));/suffix/.test(i)?this.#s.taken("Enter",i==="suffix"):
this.#s.enter(t,i==="after a scan");return}let s=this.#i.get(t);this.#i.delete(t),this.#n.ended(),this.#s.scanned(t,e,s&&t.value.length>s.length?s.key:"")}#c(t){
return this.#t.find(e=>e===t)}#o(t){let e=this.#c(t.target);this.#h=t.isComposing&&di(t),!(t.defaultPrevented||hi(t))&&(/^F\d+$/.test(t.key)?this.#u(t,e):e?this.#a(
t,e):this.#d(t))}#a(t,e){let s=Rt(t);if(t.key==="Enter"||we(t)){if(t.preventDefault(),t.repeat)return;if(t.key==="Enter"||e.value.trim())return this.end(e);this.#n.
interrupted(!1),this.#s.taken("LF",!0)}else if(t.key==="Tab"&&!lt(t)){if(!this.isUnsent(e))return;t.preventDefault(),this.end(e)}else s?(t.preventDefault(),this.#p(
e,s)):ci(t)&&this.isUnsent(e)&&(t.preventDefault(),this.#f(e,`Control+${t.key.toUpperCase()}`))}#r(t){let e=this.#h;this.#h=!1,e&&t.value.trim()&&this.end(t)}#d(t){
if($t(t.target))return;let e=Rt(t);(e||ai(t)||Bt(t)&&t.key!==" ")&&this.back(),e&&(t.preventDefault(),this.#p(this.last,e))}#u(t,e){if(lt(t))return;let{key:s,target:i}=t,
o=e?this.isUnsent(e):i instanceof HTMLTextAreaElement||i instanceof HTMLInputElement&&i.value!=="",r=this.#e.includes(s);if((o||r||!/^F(5|11)$/.test(s))&&t.preventDefault(),
o)e&&this.#f(e,s);else if(r&&!t.repeat){let a=this.#n.judge(s,e?this.#s.senseOf(e,s):"some");/suffix/.test(a)?this.#s.taken(s,a==="suffix"):this.#s.pressed(s,a===
"after a scan")}}#f(t,e){this.#i.has(t)||this.#i.set(t,{key:e,length:t.value.length}),t.value.length>32?this.end(t):this.#s.ignored(e)}#l(t){t.value===""&&this.#i.
delete(t),this.#n.interrupted(!0)}#p(t,e){let{selectionStart:s,selectionEnd:i,value:o}=t;t.setRangeText(e,s??o.length,i??o.length,"end"),t.dispatchEvent(new Event(
"input",{bubbles:!0}))}#m(t,e){var i;let s=e.data??((i=e.dataTransfer)==null?void 0:i.getData("text/plain"))??"";/^insert(LineBreak|Paragraph)$/.test(e.inputType)?
(e.preventDefault(),this.end(t)):/[\r\n\t]/.test(s)&&(e.preventDefault(),this.type(s))}};var _="---",Q="library",us="library of the address";function li(n,t){let e=i=>t.some(o=>o.toLowerCase().startsWith(i)),s="";for(let i of n.toLowerCase())if(s=e(
s+i)?s+i:i,!e(s))return!1;return!0}var Mt=class{#t;#e;#s;#n;#i=!1;#h="";#c="";#o=!1;constructor(t,{settings:e,session:s},i){this.#t=t,this.#e=e,this.#s=s,this.#n=
i,this.restore(),t instanceof HTMLSelectElement&&(t.addEventListener("focus",()=>this.#r()),t.addEventListener("pointerdown",()=>this.#o=!0),t.addEventListener(
"change",()=>this.#d()),t.addEventListener("keydown",o=>this.#u(o,t)))}get code(){return this.#t.value===_?"":this.#t.value}get fixed(){return this.#i?this.code:
""}get name(){let t=this.#t;return t instanceof HTMLSelectElement?t.selectedOptions[0].text:t.dataset.name??""}restore(){let t=this.#t;if(!(t instanceof HTMLSelectElement))
return;let e=[...t.options],s=a=>a!==null&&e.some(({value:c})=>c===a);this.#a(new URLSearchParams(location.search),s);let i=this.#s.get(us)??_;this.#i=i!==_&&s(
i);let o=this.#s.get(Q),r=this.#i?[i]:i!==_?[o]:[o,this.#e.get(Q)];t.value=r.find(a=>a!==_&&s(a))??_,this.#i?e.filter(({value:a})=>a!==i).forEach(a=>a.remove()):
t.value!==_&&this.#s.set(Q,t.value),this.#c=t.value}#a(t,e){let s=t.get("library");if(s!==null){if(t.has("recorded")){this.#s.set(Q,s);return}this.#s.set(us,s),
e(s)||this.#s.set(Q,_)}}#r(){this.#h="",this.#c=this.#t.value}#d(){if(!this.#i)for(let t of[this.#e,this.#s])t.set(Q,this.#t.value);this.#o&&this.#n.back()}#u(t,e){
this.#o=!1;let{key:s}=t,i=Rt(t);if(i||Bt(t)&&(this.#h||s!==" ")){if(this.#h+=i||s,li(this.#h,[...e.options].map(({text:r})=>r)))return;t.preventDefault();let o=this.#h;
e.value=this.#c,this.#d(),this.#r(),this.#n.type(o)}else s==="Enter"?(t.preventDefault(),this.#n.back()):/^(Arrow|Page|Home|End|Escape)/.test(s)&&(this.#h="",setTimeout(
()=>this.#r()))}};function ke(n,t){var o;let e=n.trim();if(/^\d{7,}$/.test(e))return e;let s=[...e].map((r,a)=>e.slice(a)),i=r=>/^(?=.*\d)\S{6,}$/.test(r)&&t(r);return s.find(i)??
((o=/(?:^|\D)(\d{14})$/.exec(e))==null?void 0:o[1])??""}function ui({value:n,selectionStart:t}){let e=n.slice(0,t).split(`
`).pop()??"";return e.includes(",")?"":e}var fs=n=>(n.key==="Enter"||n.key==="Tab")&&!lt(n)&&!n.isComposing;function ps({fields:n,lines:t},e,s,i){for(let o of n)
o.addEventListener("keydown",r=>{if(!fs(r))return;let a=ke(o.value,s);if(a)o.value=o.value.trim().slice(0,-a.length).trim(),e.type(`${a}
`);else if(r.key==="Enter")i();else return;r.preventDefault()});t.addEventListener("keydown",o=>{let r=fs(o)?ui(t):"";if(!r.trim())return;o.preventDefault();let a=t.
selectionStart;t.setRangeText("",a-r.length,a,"end"),e.type(`${r}
`)})}var be=h("unclearEnter"),Dt=class{#t;#e;#s;#n;#i;#h;#c;#o;#a;#r="";#d=!1;#u=0;#f=!1;#l=!1;#p=[];#m=!1;#b=!1;#g;#k="";#w;constructor(t,{settings:e,session:s,station:i,
keys:o,held:r,turned:a}){this.#t=t,this.#e=i,this.#s=i.checks,this.#n=o,this.#i=r,this.#h=a;let{patronBarcode:c,itemBarcode:d,itemBarcode2:u,callNumber:f,patronName:l,
textarea:g}=t;this.#o=new Ct([c,d,u],Object.values(o).filter(Boolean),{scanned:(w,p,x)=>this.#M(w,p,x),enter:(w,p)=>this.#G(w,p),pressed:(w,p)=>this.#J(w,p),ignored:w=>i.
announce(h("keyWithinScan",{key:w}),"look"),taken:(w,p)=>this.#Q(w,p),isDone:w=>w===c&&this.#r!==""&&w.value===this.#k,senseOf:(w,p)=>this.#Z(w,p)}),this.#a=new It(
e,s),this.#c=new Mt(t.library,{settings:e,session:s},this.#o),ps({fields:[f,l].filter(Boolean),lines:g},this.#o,w=>this.#s.isOrdinary(w),()=>this.#o.focus(d)),c.
addEventListener("click",()=>this.#o.focus(c)),u.addEventListener("click",()=>this.#m=!0),c.addEventListener("input",()=>{c.value!==this.#k&&(this.#d=this.#d||this.#r!==
"",this.#O(""))}),addEventListener("pagehide",()=>this.#a.leave(this.#R)),this.#K(t.checkoutbutton,d),this.#K(t.checkinbutton,u),t.addEventListener("click",({target:w})=>{
w instanceof Element&&w.closest("button")&&!w.closest("tbody, .correction")&&!$t(document.activeElement)&&this.#o.back()})}get library(){return this.#c.code}get fixedLibrary(){
return this.#c.fixed}get libraryName(){return this.#c.name}get hasText(){return this.#o.hasUnsent}flush(){this.#o.endAll()}restore(){let{patronBarcode:t}=this.#t,
e=t.value,s=this.#I();return!e||this.#o.last===t||(this.#r||(t.value=""),this.#o.last.value=e,this.back()),s}#I(){let{here:t,elsewhere:e,isCheckIn:s}=this.#a.find();
this.#m=s,t&&!t.isUnclear?this.#S(t.patron,t.shown,[],t):this.#a.end();let i=t!=null&&t.isUnclear?t.patron:e;return i!==void 0?this.#P(i):s&&this.#F(),e!==void 0}#P(t){
let{itemBarcode:e,itemBarcode2:s}=this.#t;this.#l=!0;let i=this.#m?h("patronUnfinishedCheckIn",{patron:t}):h("patronUnfinished",{patron:t});this.#e.announce(i,"\
look"),this.#o.focus(this.#m?s:e)}comeBack(){return this.#c.restore(),this.#H(),this.#e.announce(h("readyToScan"),""),this.#p=[],this.#w=void 0,this.#d=!1,this.#o.
focus(this.#t.patronBarcode),this.restore()}begin(){let t=this.#R;this.#_(),this.#e.announce(h("readyToScan"),""),t&&this.#F()}get#R(){return this.#m&&this.#o.last===
this.#t.itemBarcode2}get patron(){return this.#r}finish(){this.#o.endAll(),this.#C()}#C(){let t=this.#r;this.#_(),t&&this.#e.hint(h("patronDone",{count:this.#e.
countOf(t)}))}#O(t){this.#r=t,this.#h()}back(){this.#o.back()}takeStray(t){let e=ke(t,s=>this.#s.isOrdinary(s));return e&&this.#o.type(`${e}
`),e!==""}correctLine(t){let{textarea:e}=this.#t;e.closest("details").open=!0;let s=e.value.split(`
`).filter(Boolean);s.includes(t)||(e.value=[...s,t,""].join(`
`)),e.focus()}async decide(t,e,s=Promise.resolve(e)){if(t==="patron")return this.#$(e,s);this.#B(e);let i=t==="discard"||t==="void";if((i||cs(e,this.#U))&&(this.#p=
this.#p.filter(o=>o.entry.epoch!==e.epoch)),i)return this.#e.void(await s);this.#l=!0,ht(e)&&this.#N(e)&&(this.#f=!0,this.#y()),await this.#e.accept([s],this.#U,
t==="take"?e.guess:void 0)}correct(t,e){return this.#B(t),this.#e.correct(t,e)}#B({epoch:t}){var e;((e=this.#g)==null?void 0:e.entry.epoch)===t&&(this.#g=void 0,
this.#y())}heldBack(t){this.#r&&t.some(e=>e.offer==="patron"&&this.#N(e))&&this.#j()}#N(t){return Nt(t,{patron:this.#r,began:this.#u})}async#$({guess:t,scanned:e="",
item:s=""},i){this.#E();let o=this.#s.patron(t||e||s),r=t||(o.problem==="no patron"?s:o.barcode)||s;this.#_(),this.#s.rememberPatron(r),this.#S(r,r,[]),await this.#e.
remove(i)}#E(){let{patronBarcode:t}=this.#t,e=this.#o.isUnsent(t);return e&&this.#o.end(t),e}#M(t,e,s){let{patronBarcode:i,itemBarcode:o}=this.#t;if(this.#g&&this.#W(),
t===i)return this.#D(e,s);let r=t===o?"L":"R";r==="L"&&this.#E(),this.#x(r,t,e,s)}#D(t,e){let{itemBarcode:s,patronBarcode:i}=this.#t;if(this.#m=!1,this.#b=!1,!e&&
this.#r&&t===this.#k)return this.#o.focus(s);(this.#r||this.#d)&&(this.#p=[],this.#A()),this.#d=!1,this.#O(""),this.#k="",this.#l=!1,i.value="";let o=this.#s.patron(
t),r=this.#T(o,e);if(!r)return this.#s.rememberPatron(o.barcode),this.#S(o.barcode,t,o.taken);this.#a.end(),this.#w=void 0;let{guess:a}=o,c=this.#s.offerOfCard(
o);this.#e.hold(this.#L("L",o.barcode),{reason:r,scanned:t,offer:c,guess:a}),this.#o.focus(s)}#A(){let{patronName:t,callNumber:e}=this.#t;for(let s of[t,e])s&&(s.
value="")}#y(){this.#a.keep({patron:this.#r,shown:this.#k,began:this.#u,isLetThrough:this.#f,isUnclear:this.#g!==void 0})}#S(t,e,s,{began:i=Date.now(),isLetThrough:o=!1}={}){
let{patronBarcode:r,itemBarcode:a}=this.#t;this.#O(t),this.#k=e,this.#l=!1,r.value=e,this.#u=i,this.#f=o,this.#y();let c=h("patronChosen",{patron:t})+ms(s);this.#p.
length?this.#e.offer(c+this.#Y(),()=>this.#q()):this.#e.announce(c,""),this.#o.focus(a)}#x(t,e,s,i){let{callNumber:o}=this.#t;e.value="",this.#m=t==="R",this.#l=
!0,this.#w=void 0;let r=t==="L"?this.#r:"",a=this.#s.item(t,s,r),c=this.#L(t,a.barcode),d=t==="L"&&this.#b;this.#b=!1;let u=this.#T(a,i)||fi(c)||(d?be:"");if(t===
"L"&&o&&(o.value=""),this.#o.focus(e),!u)return this.#e.scan(c,ms(a.taken));let f=u===be?"patron":this.#s.offerOfItem(a),l=this.#e.hold(c,{reason:u,scanned:s,offer:f,
guess:a.guess});u===at&&this.#p.push(l),u===be?this.#v(l):f&&this.#r&&this.#j()}#v(t){this.#g=t,this.#y()}#L(t,e){let{callNumber:s,patronName:i}=this.#t,o={library:this.#c.
code,kind:t,item:e};if(t==="R")return o;let r=this.#r?(i==null?void 0:i.value.trim())??"":"",a=this.#r?{began:this.#u,...this.#f&&{patronAccepted:!0}}:{};return{
...o,patron:this.#r,callNumber:(s==null?void 0:s.value.trim())??"",patronName:r,...a}}#T({problem:t},e){return e?h("cutByKey",{key:e}):t&&this.#s.words(t)}#G(t,e){
let{patronBarcode:s,itemBarcode:i}=this.#t,o=this.#z("Enter");t===i&&this.#E()||(t===i?(this.#C(),e&&(this.#w=o)):this.#e.announce(t===s?h("scanPatron"):h("scan\
Item"),""))}#j(){this.#r&&(this.#p=[]),this.#W()}#_(){this.#j(),this.#w=void 0,this.#o.focus(this.#t.patronBarcode)}#W(){this.#H(),this.#a.end()}#H(){this.#A(),
this.#t.patronBarcode.value="",this.#b=!1,this.#g=void 0,this.#O(""),this.#k=""}async#J(t,e){let{check_out:s,check_in:i,accept:o}=this.#n;if(this.#w=void 0,t===
s)this.#V(e);else if(t===i)this.#F();else{let{offer:r,held:a,withId:c}=t===o?this.#e.latest:{};r?r():a?await this.decide(ct(a),a,c):this.#i()}}#F(){this.#m=!0,this.#o.
focus(this.#t.itemBarcode2),this.#e.hint(h("checkIn"))}#V(t){let e=this.#z(this.#n.check_out);this.#r?this.finish():(this.#o.focus(this.#t.patronBarcode),this.#e.
hint(h("checkOut"))),t&&(this.#w=e)}#Y(){let[t,e,s]=[this.#p.length,this.#n.accept,this.#r];if(t===0)return"";let i=this.library?"":` ${h("chooseLibraryFirst")}`,
o=e?`${i} ${h("keyLendsOrphans",{count:t,key:e,patron:s})}`:"";return` ${h("orphansHeld",{count:t})}${o}`}async#q(){if(!this.library)return this.#e.offer(h("cho\
oseLibraryFirst"),()=>this.#q());let t=this.#p;this.#p=[],this.#l=!0,await this.#e.accept(t.map(({withId:e})=>e),this.#U)}get#U(){var e;let t=((e=this.#t.patronName)==
null?void 0:e.value.trim())??"";return{library:this.#c.code,patron:this.#r,patronName:t}}#Z(t,e){var o;let{itemBarcode:s,itemBarcode2:i}=this.#t;return e===this.#n.
accept||e===this.#n.held?"some":t!==s?e==="Enter"||t===i&&e===this.#n.check_in?"none":"some":this.#l?"some":e===((o=this.#w)==null?void 0:o.key)?"none":"little"}#Q(t,e){
let s=this.#w;if(t==="Enter"&&this.#X(e),!e&&!this.#l&&this.#e.hint(h("keyAgain",{key:t})),t!==(s==null?void 0:s.key)&&!(t==="LF"&&(s==null?void 0:s.key)==="Ent\
er"))return;if(this.#w=void 0,t==="LF")return this.#r?void 0:this.#tt(s);let[i,o]=[this.#r,this.#k];if(!i)return;this.#_();let r=h("keyAfterBoth",{key:t}),a=s.field===
this.#t.itemBarcode2?"R":"L";this.#e.hold(this.#L(a,i),{reason:r,scanned:o,offer:"patron"}),this.#o.focus(this.#t.itemBarcode)}#X(t){let e=this.#g;this.#g=void 0,
this.#b=!t&&this.#r!=="",e&&(this.#y(),this.#e.accept([e.withId],this.#U))}#z(t){let{patronName:e}=this.#t;return{key:t,field:this.#o.last,patron:this.#r,shown:this.#k,
name:(e==null?void 0:e.value)??""}}#tt({field:t,patron:e,shown:s,name:i}){let{patronBarcode:o,patronName:r}=this.#t;this.#O(e),this.#k=s,this.#l=!0,o.value=s,r&&
(r.value=i),this.#o.focus(t)}#K(t,e){t.addEventListener("click",s=>{s.preventDefault();let i=$t(document.activeElement),o=i?this.#o.last:e;i&&s.detail===0||o.value.
trim()?this.#o.end(o):this.#et(e)})}#et(t){let{patronBarcode:e,itemBarcode:s}=this.#t;if(t===s&&this.#E())return;let i=t===s&&!this.#r&&this.#o.last!==s;this.#o.
focus(i?e:t),this.#l||this.#e.hint(i?h("scanPatron"):h("scanItem"))}};function fi({library:n,kind:t,patron:e}){return t==="L"&&!e?at:n?"":h("noLibrary")}function ms(n){
if(n.length===0)return"";let t=n.reduce((e,s)=>h("partsJoined",{first:e,second:s}));return` ${h("takenOff",{parts:t})}`}var gs="desk",pi=40,_t=class{#t;#e;constructor(t,e,{ask:s,named:i}){this.#t=t,this.#e=e,t.addEventListener("click",()=>s(this.text,o=>{this.text=o,this.show(),i()}))}get text(){
return this.#e.get(gs)??""}set text(t){let e=t.replace(new RegExp("\\p{C}","gu"),"").trim();this.#e.set(gs,[...e].slice(0,pi).join(""))}show(t=0){let{text:e}=this,
s=e?t?h("nameTwice",{name:e}):e:h("nameDesk");this.#t.textContent!==s&&(this.#t.textContent=s),this.#t.classList.toggle("is-off",t>0)}};function ye(n,t,e){let s=document.createElement("a");s.href=URL.createObjectURL(new Blob([t],{type:e})),s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(
s.href),6e4)}var ut=4,ve=5,Oe=7,mi=[32,48,32,64],gi="---",W=n=>n.replace(new RegExp("^\\p{White_Space}+|\\p{White_Space}+$","gu"),""),Ut=n=>W(n)==="",ws=n=>!new RegExp("\\p{W\
hite_Space}","u").test(n),ks=n=>new RegExp("\\p{N}","u").test(n),wi=(n,t)=>[...n].length>t||/[\p{Cc}\p{Cs}\ufffd\u{10000}-\u{10ffff}]/u.test(n);function xe(n,t){
let e=yi(n)??bi(n);if(!e||e.slice(Oe).some(Boolean)||e.length>Oe&&!n.includes('"')&&e[ut]&&e[ve])return;let[s,i="",o,r="",a="",c="",d=""]=e,u=ki(i);if(!(!u||o!==
"L"&&o!=="R"||!r||o==="L"&&!c)&&!(!s||s===gi||!t(s))&&![r,a,c,d].some((f,l)=>wi(f,mi[l])))return{library:s,time:u,kind:o,item:r,callNumber:a,patron:c,patronName:d}}
var B=({library:n,time:t,kind:e,item:s,patron:i})=>JSON.stringify([n,t,e,s,i]);function ki(n){if(!/^(\d{14}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.test(n))return;let t=n.
replace(/\D/g,""),e=D(t);return t>="1000"&&Number.isFinite(e)&&M(e)===t?t:void 0}function bi(n){let t=[""],e="start";for(let s of n.replace(/[\r\n]/g,"�"))e===
"quoted"?s==='"'?e="quote":t[t.length-1]+=s:s===","?(t.push(""),e="start"):s==='"'&&e==="start"?e="quoted":(e=s==='"'&&e==="quote"?"quoted":"bare",t[t.length-1]+=
s);return e==="quoted"?void 0:t.map(W)}function yi(n){let t=n.split(",");if(!(t.length>Oe&&!n.includes('"')&&!Ut(t[ut]))||t.slice(ut).some(r=>/^[LR]$/.test(W(r))))
return;let s=W(t[2]),i=s==="L"?vi(t):s==="R"?Oi(t):-1;if(i<0)return;let o=(r,a)=>W(t.slice(r,a).join(","));return[...t.slice(0,ut).map(W),o(ut,i),o(i,i+1),o(i+1).
replace(/[, ]+$/,"")]}function vi(n){let t=n.flatMap((r,a)=>a>=ve&&/^\d+$/.test(W(r))?[a]:[]),[e]=t;if(t.length!==1||!ws(n[e]))return-1;let[s,i]=[n.slice(ve,e),
n.slice(e+1)];return!s.some(r=>ws(r)&&ks(r))&&!i.some(ks)&&i.length>0&&!Ut(i[0])?e:-1}function Oi(n){let t=n.length-2;return n.slice(t).every(Ut)&&!Ut(n[t-1])?t:
-1}var Te=3,jt=n=>n.split(/\r\n?|\n/).map(t=>t.replace(/^[\s\u0085]+|[\s\u0085]+$/g,"")).filter(Boolean);function Ft(n){let t=v(n);return t.time&&t.item?B(t):n}function bs(n,t){
let[e,s]=[v(n),v(t)],i=Object.keys(s).filter(a=>s[a]),o=i.filter(a=>e[a]===s[a]),r=o.filter(a=>a==="time"||a==="item").length;return r===2||r===1&&o.length>=i.length-
1}function ys(n,t){let e=[...new Set(t)].filter(i=>!n.includes(i)),s=n.filter(i=>!t.includes(i));return t.filter(i=>{if(n.includes(i))return!0;let o=s.filter(a=>bs(
a,i)),r=e.filter(a=>o.some(c=>bs(c,a)));return o.length>0&&o.length>=r.length&&s.length<=e.length})}function vs(n,t){let e=n.flatMap(i=>{let o=v(i);return o.item?
t.line(o).map(r=>h("problemOf",{scanned:o.item,problem:t.words(r)})):[]}),s=e.length>Te?[h("moreProblems",{count:e.length-Te})]:[];return[...e.slice(0,Te),...s].
join(" ")}var xi=[["utf-16le",[255,254]],["utf-16be",[254,255]]];function Ti(n){let[t]=xi.find(([,e])=>e.every((s,i)=>n[i]===s))??["utf-8"];try{return new TextDecoder(t,{
fatal:!0}).decode(n)}catch{return}}var Ei=n=>/^\d{12}[LR]/.test(n)||/^"?Library"?[,;\t]"?Time"?[,;\t]/.test(n);function Os(n){let t=Ti(n)??"",e=jt(t);if(!(e.some(
o=>/^[LR]$/.test(v(o).kind))&&!e.some(Ei)))return;let i=/[\r\n][\s\0]*$/.test(t)?"":e.pop();return{whole:e,cut:i}}var Si=80;function Li({time:n,kind:t,item:e,patron:s}){let i=" ".repeat(Math.max(0,Si-[...e].length));return`${n.slice(0,12)}${t}${e}${i}${t==="L"?s:""}\r
`}function Ni(n,t){let e=D(t);return e-Y(n,e-Y(n,e))}function Ai(n,t){let e=new Set,i=n.filter(r=>!e.has(B(r))&&e.add(B(r))).sort((r,a)=>r.time<a.time?-1:+(r.time>
a.time));return t.size<2?i:i.map(r=>({moment:Ni(t.get(r.library)??t.get("")??[],r.time),record:r})).sort((r,a)=>r.moment-a.moment).map(({record:r})=>r)}function xs(n,t,e){
let s=new Map;for(let i of Ai(n,t)){let o=e?i.library:"";s.set(o,(s.get(o)??"")+Li(i))}return[...s].map(([i,o])=>({library:i,text:o}))}function Ee(n,t){let e=t.
replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/,"$1-$2-$3_$4");return`${n&&`${n}_`}${e}.dat`}var Ii=n=>n.map(({id:t})=>t),Ts=({raw:n=""})=>xe(n,()=>!0);async function Es(n,t,e){let s=await n.all(),i=s.filter(({state:l})=>l==="voiding").map(({raw:l})=>l),
o=s.filter(({state:l,raw:g})=>l==="waiting"&&!i.includes(g)),r=Pi(s.filter(T),t,e),c=(await n.update(Ii(o),l=>{if(l.state!=="waiting")return l;let g=P(l,t),w=xe(
g,p=>e.includes(p));return w?{...l,raw:g,state:"taken out",file:r(w)}:l})).flatMap(l=>l.after??[]),d=c.filter(T),u=d.every(l=>n.isStored(l));u||await Le(n,d);let f=new Set(
d.map(({file:l})=>l));return{isStored:u,files:u?Se(await n.all(),t).filter(({name:l})=>f.has(l)):[],count:d.length,refused:c.length-d.length,open:s.filter(K).length}}
function Pi(n,t,e){let s=new Map;for(let a of n){let c=Ts(a);c&&s.set(B(c),a.file??"")}let i=[...s.values()],o=new Map,r=a=>{let c=t.now(a);for(;i.includes(Ee(a,
c));)c=M(D(c)+1e3);return Ee(a,c)};return a=>{let c=e.length>1?a.library:"",d=s.get(B(a))??o.get(c)??r(c);return s.has(B(a))||o.set(c,d),d}}function Se(n,t){var s;
let e=new Map;for(let i of n.filter(T)){let o=i.file??"",r=Ts(i);e.has(o)||e.set(o,[]),r&&((s=e.get(o))==null||s.push(r))}return[...e].map(([i,o])=>{var r;return{
name:i,text:((r=xs(o,t.zones,!1)[0])==null?void 0:r.text)??""}})}async function Le(n,t){return Ls(n,t,({file:e,...s})=>({...s,state:"waiting"}))}async function Ss(n,t){
return Ls(n,t,()=>null)}async function Ls(n,t,e){let s=t.flatMap(({id:o})=>o===void 0?[]:[o]);return(await n.update(s,o=>T(o)?e(o):o)).filter(({before:o})=>T(o)).
length}var Ri="text/plain",Ci="application/octet-stream",Wt=class{#t;#e;#s;#n;#i=[];#h=()=>{};constructor(t,e,s,i,o){this.#s=t,this.#t=e,this.#e=i,this.#n=o,t.saveButton.
addEventListener("click",()=>this.#d(s)),t.openButton.addEventListener("click",()=>t.file.click()),t.file.addEventListener("change",()=>this.#u(t.file)),t.makeButton.
addEventListener("click",()=>this.#f()),t.againButton.addEventListener("click",()=>this.#l(Se(this.#i,s))),t.sendButton.addEventListener("click",r=>this.#o(r,()=>this.
askToSend(this.#i))),t.removeButton.addEventListener("click",r=>this.#o(r,()=>this.#c(this.#i))),t.yesButton.addEventListener("click",()=>this.#r(this.#h)),t.noButton.
addEventListener("click",()=>this.#r()),t.place.addEventListener("keydown",({key:r})=>r==="Escape"&&this.#r())}show(t){this.#i=t.filter(T);let e=this.#i.length;
this.#s.taken.hidden=this.#s.count.hidden=e===0,this.#s.count.textContent=h("takenOutHere",{count:e}),e===0&&!this.#s.place.hidden&&this.#r()}askToSend(t){this.#a(
h("askSend",{count:t.length}),h("answerSend"),async()=>{let e=await this.#t.whileNothingIsSent(s=>Le(s,t));this.#t.announce(h("sentAfterAll",{count:e}),""),await this.#t.
send()})}#c(t){this.#a(h("askRemove",{count:t.length}),h("answerRemove"),async()=>{let e=await this.#t.whileNothingIsSent(s=>Ss(s,t));this.#t.announce(h("remove\
dHere",{count:e}),"")})}#o(t,e){t.stopPropagation(),e()}#a(t,e,s){let{place:i,question:o,yesButton:r,noButton:a}=this.#s;this.#h=s,o.textContent=t,r.textContent=
e,i.hidden=!1,a.focus()}#r(t){this.#s.place.hidden=!0,t==null||t(),this.#n()}async#d(t){let e=await this.#t.linesToSave();e.length===0?this.#t.announce(h("nothi\
ngToSave"),""):ye(`offline-circ-${t.now()}.txt`,`${e.join(`\r
`)}\r
`,Ri);let s=this.#t.held.length;s>0&&this.#t.announce(h("heldNotInFile",{count:s}),"look")}async#u(t){let[e]=t.files??[];if(!e)return;let s=await e.arrayBuffer().
catch(()=>{});t.value="";let i=s&&Os(new Uint8Array(s));i?(await this.#t.takeOver(i.whole),i.cut&&this.#t.announce(h("fileIsCut",{line:i.cut}),"look")):this.#t.
announce(h(s?"fileNotOfPage":"fileNotRead"),"not recorded")}async#f(){let{makeButton:t}=this.#s,e=t.textContent;t.disabled=!0,t.textContent=h("fileBeingMade");let s=this.#e;
try{let i=await this.#t.whileNothingIsSent((r,a)=>Es(r,a,s));this.#l(i.files);let o=i.isStored&&i.open+i.refused===0;this.#t.announce(Bi(i),i.isStored?o?"":"loo\
k":"not recorded")}finally{t.disabled=!1,t.textContent=e}}#l(t){for(let{name:e,text:s}of t)ye(e,s,Ci)}};function Bi({isStored:n,files:t,count:e,refused:s,open:i}){
if(!n)return h("fileNotMade");let o=t.map(({name:a})=>a).join(", "),r=[e?h("takenOut",{count:e,files:o}):h("nothingToTakeOut")];return s&&r.push(h("refusedNotIn\
File",{count:s})),i&&r.push(h("openNotInFile",{count:i})),r.join(" ")}var Ht=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>(n%36).toString(36)).join("");function Ne(n){try{return new BroadcastChannel(n)}catch{return}}
function Ns(n,t,e){let s=n.get("tab"),i=/^[a-z0-9]{16}$/.test(s??""),o=Ht(),r=()=>n.set("tab",s=Ht());return i||r(),new Promise(a=>{if(t==null||t.addEventListener(
"message",({data:{asks:c,owned:d,by:u}})=>{c===s&&t.postMessage({owned:s,by:u}),!(d!==s||u!==o)&&(r(),e(),a())}),!i||!t)return a();t.postMessage({asks:s,by:o}),
setTimeout(a,400)})}var $i=2e4,As=1e3,Mi=1e4,Is=3,Ae="workstation",ft={sound:"sound tested",scanner:"scanned",practice:"practised"};function Ie(n,t){n.set(ft[t],String(Date.now()))}
var zt=class{#t;#e;#s;#n;#i;#h;#c=[];#o="";#a;#r=!1;#d=!1;#u=!1;#f=!1;#l=Is;#p={offline:"no",storage:"temporary"};constructor({settings:t,session:e,page:s,fixed:i,
facts:o,named:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,t.get(Ae)||t.set(Ae,Ht())}start(){this.#r=!0,this.beat(!0),setInterval(()=>this.beat(
++this.#l>=Is),$i),this.#s.addEventListener("visibilitychange",()=>this.beat()),addEventListener("pagehide",()=>this.#b()),addEventListener("pageshow",({persisted:t})=>t&&
this.beat(!0))}show(t){this.#c=t,!(!this.#r||this.#k()===this.#o)&&(this.#a=this.#a??setTimeout(()=>{this.#a=void 0,this.#k()!==this.#o&&this.beat()},As))}async beat(t=!1){
if(this.#r&&(this.#u=!0,this.#f=this.#f||t,!this.#d)){this.#d=!0;try{for(;this.#u;)await this.#m()}finally{this.#d=!1}}}async#m(){let t=this.#f;this.#u=!1,this.#f=
!1,clearTimeout(this.#a),this.#a=void 0;let e=this.#i().then(d=>{this.#p=d});await Promise.race([e,new Promise(d=>setTimeout(d,As))]);let s=this.#k(),i=new URLSearchParams(
{...this.#w(),...t&&{asks:"1"}}),o=new AbortController;setTimeout(()=>o.abort(),Mi);let{signal:r}=o,a=await fetch("heartbeat.php",{method:"POST",headers:{Accept:"\
application/json"},body:i,signal:r}).catch(()=>{});if(!(a!=null&&a.ok))return;this.#o=s;let{same_name:c}=await a.json().catch(()=>({}));t&&(this.#l=0,this.#h(Number(
c??0)))}#b(){var t;(t=navigator.sendBeacon)==null||t.call(navigator,"heartbeat.php",new URLSearchParams({...this.#w(),leaving:"1"})),this.#o=""}#g(){let[t,e,s]=[
N,K,T].map(i=>this.#c.filter(i));return{waiting:t,held:e,taken:s}}#k(){let{waiting:t,held:e,taken:s}=this.#g();return`${t.length} ${e.length} ${s.length}`}#w(){
let{waiting:t,held:e,taken:s}=this.#g(),i=[...t,...e,...s].flatMap(({epoch:a})=>a===void 0?[]:[a]),o=a=>Number(this.#t.get(a)),r={sound:o(ft.sound),scanner:Math.
max(o(ft.scanner),o(ft.practice)),practice:o(ft.practice)};return{workstation:this.#t.get(Ae)??"",tab:this.#e.get("tab")??"",desk:this.#t.get("desk")??"",waiting:String(
t.length),held:String(e.length),taken:String(s.length),...this.#s.hidden&&{hidden:"1"},age:qt(Math.min(...i)),now:String(Date.now()),...this.#n,...this.#p,sound:qt(
r.sound),scanner:qt(r.scanner),practice:qt(r.practice)}}};function qt(n){return!n||!Number.isFinite(n)?"":String(Math.max(0,Math.round((Date.now()-n)/1e3)))}async function Ps(n){
var e,s;let t=await((s=(e=navigator.storage)==null?void 0:e.persisted)==null?void 0:s.call(e).catch(()=>!1))?"persistent":"temporary";return{offline:await Di()?
"yes":"no",storage:n?t:"none"}}async function Di(){var t;let n=await((t=navigator.serviceWorker)==null?void 0:t.getRegistration().catch(()=>{}));return n!=null&&
n.active?await caches.match(new URL("index.php",location.href).href).catch(()=>{})!==void 0:!1}function Rs(n,t){let e=new ResizeObserver(()=>{document.documentElement.style.setProperty("--card",`${n.offsetHeight}px`),document.activeElement instanceof HTMLInputElement&&
document.activeElement.scrollIntoView({block:"nearest"})});e.observe(n),e.observe(t)}var _i=20,Pe="latest",Kt=class{#t;#e;constructor(t,e){this.#t=t,this.#e=e}get today(){let t=E(this.#t,Pe),e=this.#e.now().slice(0,8);return(t==null?void 0:t.day)===
e?t:{day:e,L:0,R:0,latest:[]}}#s(t){this.#t.set(Pe,JSON.stringify({...t,latest:t.latest.slice(0,_i)}))}get loans(){return this.today.loans??[]}keepLoans(t){let{
today:e}=this,s=t.filter(({time:o,library:r})=>(o==null?void 0:o.slice(0,8))===this.#e.now(r).slice(0,8));JSON.stringify(s)!==JSON.stringify(e.loans??[])&&this.#s(
{...e,loans:s})}clear(){this.#t.set(Pe,"null")}get leaving(){return this.today.leaving??[]}set leaving(t){this.#s({...this.today,leaving:t})}recorded(t){let{leaving:e,
...s}=this.today,i=S(this.#e.now());for(let{raw:o="",epoch:r,desk:a}of t){if(s.latest.some(u=>u.raw===o&&u.state==="recorded"))continue;let c=v(o),d=c.kind;d in
s&&(s[d]+=1),s.latest.unshift({...c,kind:d,raw:o,epoch:r,desk:a,state:"recorded",at:i})}this.#s(s)}mark(t,e){let{today:s}=this,i=s.latest.find(o=>o.raw===t&&o.state!==
"voided");i&&(e==="voided"&&i.kind&&i.kind in s&&(s[i.kind]-=1),i.state=e,this.#s(s))}find(t){return this.today.latest.find(e=>e.raw===t.raw||R(e,t))}};var pt=20,Ui=50,Bs={shapes:40,heads:20},ji=500,Fi=.98,Re=()=>({n:0,shapes:{}}),$s="short number";function H(n){if(/^\d{1,6}$/.test(n))return{shape:$s,heads:[String(
n.length)]};if(/ /.test(n)||/^[A-Za-z]+$/.test(n))return{shape:"text",heads:[]};let e=[...n].map(Wi).slice(0,-1).join(""),i=!/[Aa]/.test(e)&&/[0-9X]$/.test(n)?"\
9":"?";return{shape:e+i,heads:Hi(n,e+i)}}function Wi(n){return/[0-9]/.test(n)?"9":/[A-Z]/.test(n)?"A":/[a-z]/.test(n)?"a":n}function Hi(n,t){var s;let e=(s=/^[A-Za-z]{1,4}/.
exec(n))==null?void 0:s[0];return e?[e]:/^9{14}$/.test(t)?[n[0],n.slice(0,5)]:[n[0]]}function Ms(n,t,e=1){let{shape:s,heads:i}=H(t),o=n.shapes[s]??{n:0,heads:{},
checks:{}};n.shapes[s]=o,n.n+=e,o.n+=e;for(let r of i)Cs(o.heads,r,e);for(let[r,a]of Object.entries(re))a(t)&&Cs(o.checks,r,e);o.n<=0&&delete n.shapes[s]}function Cs(n,t,e){
n[t]=(n[t]??0)+e,n[t]<=0&&delete n[t]}function Ds(n,t){let e=t.map(({tally:a})=>a),s=Math.max(...e.map(a=>a.n));if(s<pt||qi(e,s))return"";let{shape:i,heads:o}=H(
n);return!t.some(({tally:a,least:c})=>{var d;return _s((d=a.shapes[i])==null?void 0:d.n,c,a.n)})||o.some(a=>!zi(a,i,t))?"shape":Gi(n,i,e)?"check digit":""}var _s=(n=0,t,e)=>n>=
Math.max(t,e/ji);function qi(n,t){let e=Us(n.map(({shapes:i})=>Object.entries(i).map(([o,r])=>[o,r.n]))),s=[...e.values()].filter(i=>i===1).length;return e.size>
Math.min(t/5,Bs.shapes)||s>t/20}function Us(n){let t=new Map;for(let[e,s]of n.flat())t.set(e,Math.max(s,t.get(e)??0));return t}function zi(n,t,e){let s=Math.max(
...e.map(({tally:r})=>{var a;return((a=r.shapes[t])==null?void 0:a.n)??0})),i=Us(e.map(({tally:r})=>Ki(n,t,r)));return!(t===$s?s>=Ui&&i.size===1:s>=pt&&i.size<=
Math.min(s/10,Bs.heads))||e.some(({tally:r,least:a})=>{let c=r.shapes[t];return c!==void 0&&_s(c.heads[n],a,c.n)})}function Ki(n,t,e){var i;return Object.entries(
((i=e.shapes[t])==null?void 0:i.heads)??{}).filter(([o])=>o.length===n.length||/^[A-Za-z]/.test(n))}function Gi(n,t,e){let s=e.map(({shapes:i})=>i[t]).sort((i,o)=>((o==
null?void 0:o.n)??0)-((i==null?void 0:i.n)??0))[0];return!s||s.n<pt?!1:Object.entries(re).some(([i,o])=>(s.checks[i]??0)>=Fi*s.n&&!o(n))}var Ce="shapes",js="shapes of the server",Fs="odd shapes",Be="roles",Ji=2,Vi=100;function Gt(n){let{n:t,shapes:e}=n??{};return typeof t=="number"&&typeof e=="ob\
ject"&&e!==null}var Jt=class{#t;#e;#s;constructor(t,e,s){this.#t=t,this.#e=e,this.#s=s}learn(t){!Gt(t==null?void 0:t.items)||!Gt(t==null?void 0:t.patrons)||this.#t.
set(js,JSON.stringify({item:t.items,patron:t.patrons}))}oddity(t,e){return Ds(e,this.#n(t))}isOrdinary(t,e){let{shape:s}=H(e);return this.#n(t).some(({tally:o,least:r})=>{
var a;return o.n>=pt&&(((a=o.shapes[s])==null?void 0:a.n)??0)>=r})&&this.oddity(t,e)===""}hasSeenLike(t,e){let{shape:s,heads:i}=H(e);return this.#n(t).some(({tally:o})=>{
let r=o.shapes[s];return r!==void 0&&i.every(a=>a in r.heads)})}remember(t,e){this.noteRole(t,e);let{shape:s,heads:i}=H(e),o=[t,s,...i].join(" "),r=E(this.#t,Fs,
[]);r.includes(o)||this.oddity(t,e)!=="shape"?this.#h(t,e,1):this.#t.set(Fs,JSON.stringify([...r,o].slice(-Vi)))}noteRole(t,e){let s=this.#c;s[t].includes(e)||(s[t].
push(e),this.#e.set(Be,JSON.stringify(s)))}forget(t,e){this.#h(t,e,-1);let s=this.#c;s[t]=s[t].filter(i=>i!==e),this.#e.set(Be,JSON.stringify(s))}wasOnly(t,e){let s=this.#c;
return s[t].includes(e)&&!s[t==="item"?"patron":"item"].includes(e)}#n(t){return[{tally:this.#i(Ce)[t],least:1},{tally:this.#i(js)[t],least:Ji}]}#i(t){let e=E(this.#t,
t,{});return{item:Gt(e.item)?e.item:Re(),patron:Gt(e.patron)?e.patron:Re()}}#h(t,e,s){let i=this.#i(Ce);s<0&&!i[t].shapes[H(e).shape]||(Ms(i[t],e,s),this.#t.set(
Ce,JSON.stringify(i)))}get#c(){let t=this.#s.now().slice(0,8),e=E(this.#e,Be,{});return e.day===t?e:{day:t,item:[],patron:[]}}};var Ws=50,Yi=1e4,Hs={waiting:{text:n=>G(n)?h("stateInPage"):h("stateKept"),actions:["void"]},rejected:{text:({reason:n=""})=>h("stateRejected",{reason:n}),actions:[
"correct","void"]},recorded:{text:({at:n=""})=>h("stateRecorded",{at:n}),actions:["void"]},"taken out":{text:()=>h("stateTakenOut"),actions:["send"]},voiding:{text:()=>h(
"stateVoiding"),actions:[]},voided:{text:()=>h("stateVoided"),actions:[]},"in a file":{text:()=>h("stateInFile"),actions:[]}};function $e(n){let{state:t,reason:e=""}=n;
return t==="held"?{text:h("stateHeld",{reason:e}),actions:At(n)}:{text:Hs[t].text(n),actions:Hs[t].actions}}var Vt=class{#t;#e;#s;#n;#i;#h;#c="";#o=[];#a;#r=!1;constructor({
body:t,counts:e,journal:s,clock:i,act:o,back:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,t.addEventListener("keydown",({key:a})=>a==="Escape"&&
r()),this.#d()}#d(){let t=()=>{this.#a&&(clearTimeout(this.#a),this.#a=void 0,this.show(this.#o))};this.#t.addEventListener("pointerdown",()=>{clearTimeout(this.#a),
this.#a=setTimeout(t,Yi)}),document.addEventListener("click",t),document.addEventListener("pointercancel",t),document.addEventListener("pointerup",()=>setTimeout(
t))}show(t){if(this.#o=t,this.#a)return;let{L:e,R:s,latest:i}=this.#s.today,o=[...t].reverse(),r=(...u)=>o.filter(({state:f})=>u.includes(f)),a=[...r("held"),...r(
"waiting","rejected")],c=[...a,...r("taken out")].slice(0,Ws);this.#u([...c,...i].map(u=>this.#l(u)));let d=a.length-Ws;this.#e.textContent=h("countsToday",{loans:e,
returns:s})+(d>0?` ${h("olderNotShown",{count:d})}`:"")}#u(t){var r;let e=t.map(a=>a.outerHTML).join("");if(e===this.#c)return;this.#c=e;let{activeElement:s}=document,
i=s instanceof HTMLElement&&s.dataset.key;if(this.#t.replaceChildren(...t),(r=this.#t.closest(".scroll"))==null||r.classList.toggle("has-rows",t.length>0),!i)return;
let o=[...this.#t.querySelectorAll("button")].find(a=>a.dataset.key===i);o?o.focus({preventScroll:!0}):this.#f()}focusHeld(){let t=this.#t.querySelector(".is-he\
ld button");return t==null||t.focus(),t!==null}#f(){(!this.#r||!this.focusHeld())&&this.#h()}#l(t){let{text:e,actions:s}=$e(t),i=document.createElement("tr");i.
className=`is-${t.state.replace(/ /g,"-")}`;let o=v(P(t,this.#n)),r=t.state==="held"&&t.scanned||o.item||t.raw||"",a={L:h("kindLoan"),R:h("kindReturn")}[o.kind]??
o.kind,c=[[e,t.reason?"wrap":""],[a,""],[r,o.item?"mono":"mono wrap"],[o.patron,"mono"],[[S(o.time),t.desk].filter(Boolean).join(" · "),""]];for(let[u,f]of c)Object.
assign(i.insertCell(),{textContent:u,className:f});let d=s.map(u=>{let f=Me(u,t,r);return f.addEventListener("click",({detail:l})=>{this.#r=l===0,this.#i(u,t)}),
f});return i.insertCell().append(...d),i}};function Me(n,t,e){let s=document.createElement("button");return s.type="button",s.className="small",s.textContent=fe(
n,t),s.setAttribute("aria-label",h("buttonOfItem",{button:fe(n,t),item:e})),s.dataset.key=`${n} ${t.epoch??t.raw} ${e}`,s}var U=Object.freeze({recorded:{sign:"✔",word:"toneRecorded",means:"toneRecordedMeans",type:"triangle",notes:[{frequency:740,start:0,length:.07},{frequency:1110,
start:.1,length:.07}]},look:{sign:"⚠",word:"toneLook",means:"toneLookMeans",type:"square",notes:[0,.2,.4].map(n=>({frequency:440,start:n,length:.12}))},"not r\
ecorded":{sign:"✖",word:"toneNotRecorded",means:"toneNotRecordedMeans",type:"sawtooth",notes:[{frequency:175,start:0,length:.8}]}}),qs=.6,zs=.008,Zi=.15,Qi=1.5;
function Ks(n){let{start:t,length:e}=U[n].notes[U[n].notes.length-1];return t+e}var Yt=class{#t;#e;#s;#n;constructor(t){this.#t=t}get muted(){return this.#t.get(
"muted")==="yes"}set muted(t){this.#t.set("muted",t?"yes":"no")}wake(){if(!this.muted){try{this.#e=this.#e??new AudioContext,this.#e.state!=="running"&&this.#e.
resume().catch(()=>{})}catch{}return this.#e}}play(t){var e;(e=this.#n)==null||e.call(this,""),this.#n=void 0,this.#i(t)}async test(t){if(this.muted)return t(h(
"soundOffNoTest"));if(!this.wake())return t(h("soundImpossible"));this.#n=t;let e=Object.keys(U);for(let[s,i]of e.entries()){let{sign:o,word:r,means:a}=U[i];if(t(
h("toneTested",{number:s+1,all:e.length,sign:o,word:h(r),meaning:h(a)})),this.#i(i),await new Promise(c=>setTimeout(c,1e3*(Ks(i)+Qi))),this.#n!==t)return}t(h("s\
oundTested"))}#i(t){var o;let e=this.wake();if(!e)return;let s=e.currentTime;if(((o=this.#s)==null?void 0:o.name)===t&&this.#s.start>s)return;let i=this.#s?this.#s.
start+Ks(this.#s.name)+Zi:s;this.#s={name:t,start:Math.max(s,i)};for(let r of U[t].notes)Xi(e,U[t].type,r,this.#s.start)}};function Xi(n,t,{frequency:e,start:s,
length:i},o){let r=o+s,a=new OscillatorNode(n,{frequency:e,type:t}),c=new GainNode(n,{gain:0});c.gain.setValueAtTime(0,r),c.gain.linearRampToValueAtTime(qs,r+zs),
c.gain.setValueAtTime(qs,r+i-zs),c.gain.linearRampToValueAtTime(0,r+i),a.connect(c).connect(n.destination),a.start(r),a.stop(r+i)}var to=55,eo=20;function Zt(n,t){let e=document.createElement("span");return e.className=n,e.textContent=t,e}var Qt=class{#t;#e;#s;#n;#i;#h;#c;#o;#a;#r;#d=[];constructor({
card:t,text:e,listed:s,state:i,actions:o,act:r,key:a},c,d){this.#t=t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#h=r,this.#c=a,this.#o=c,this.#a=d}announce(t,e,s){
this.#r=s,this.#t.className=e?`last is-${e.replace(" ","-")}`:"last";let i=Zt(t.length>to?"what is-long":"what",t);if(e){let{sign:o,word:r}=U[e];this.#e.replaceChildren(
Zt("sign",o)," ",Zt("word",h(r)),Zt("unseen",":")," ",i)}else this.#e.replaceChildren(i);this.#n.textContent="",this.#u(),this.#f([])}list(t,{title:e,callNumber:s,
name:i}){let o=[e,s,i].filter(Boolean).join(" · ");this.#d=[{entry:t,text:o},...this.#d].slice(0,eo),this.#u()}#u(){let t=this.#r&&this.#d.find(({entry:e})=>R(
e,this.#r));this.#s.textContent=(t==null?void 0:t.text)??"",this.#s.hidden=!t}show(t){let e=this.#r;if(!e)return;let s=t.find(o=>R(o,e))??this.#a.find(e);if(this.#f(
(s==null?void 0:s.state)==="held"?this.#l(s):[]),!s||s.state==="held")return;let i=S(s.time??this.#o.at(s.library??"",s));this.#n.textContent=h("lastState",{time:i,
state:$e(s).text})}#f(t){this.#n.hidden=t.length>0,(!t.length||!this.#i.hasChildNodes())&&this.#i.replaceChildren(...t)}#l(t){let e=t.scanned??t.item??"";return At(
t).map((s,i)=>{let o=Me(s,t,e);return o.removeAttribute("aria-label"),i===0&&this.#c&&o.append(" ",Object.assign(document.createElement("kbd"),{textContent:this.#c})),
o.addEventListener("click",()=>this.#h(s,t)),o})}};var Gs="leftovers ",Xt=class{#t;constructor(t){this.#t=t}get all(){let t=this.#t.keys(Gs).sort();return{keys:t,entries:t.flatMap(e=>so(E(this.#t,e,[])))}}keep(t){
let{entries:e}=this.all,s=[];for(let i of t)[...e,...s].some(o=>bt(i,o))||s.push(i);s.length&&this.#t.set(`${Gs}${Date.now()} ${Math.random()}`,JSON.stringify(s))}forget(t){
for(let e of t)this.#t.remove(e)}};function so(n){return Array.isArray(n)?n:[]}async function Js({box:n,text:t,button:e},s){if(!(s!=null&&s.persist))return;let i=()=>s.persist().catch(()=>!1),o=i();if(await s.persisted())return;let r=a=>{t.
textContent=a?h("keepsScans"):h("keepsRefused"),e.hidden=a};t.textContent=h("mayDelete"),n.hidden=!1,e.addEventListener("click",async()=>r(await i())),await o&&
r(!0)}var te=class{#t;#e;#s;#n;#i=()=>{};constructor({place:t,label:e,field:s,saveButton:i,cancelButton:o,back:r}){this.#t=t,this.#e=e,this.#s=s,this.#n=r,i.addEventListener(
"click",()=>this.#h(!0)),o.addEventListener("click",()=>this.#h(!1)),s.addEventListener("keydown",a=>{let c=a.key==="Enter"||a.key==="Tab"&&!a.shiftKey||we(a);a.
isComposing||!c&&a.key!=="Escape"||(a.preventDefault(),a.repeat||this.#h(c))})}open(t,e,s){this.#e.textContent=t,this.#i=s,this.#s.value=e,this.#t.hidden=!1,this.#s.
focus(),this.#s.select()}#h(t){let e=this.#s.value.trim();t&&!e||(this.#t.hidden=!0,this.#n(),t&&this.#i(e))}};var Vs=200,no=2e4,Ys=[1,2,4,8,15,30].map(n=>n*1e3),X=class extends Error{constructor(t,e){super(e),this.sending=t}};function mt(n){throw new X("unclear",n)}var Zs=n=>n.
map(({id:t})=>t),ee=class{state="ok";#t;#e;#s;#n;#i;#h=0;#c;#o;#a=!1;#r=!1;constructor({queue:t,clock:e,alone:s,post:i=io,on:o}){this.#t=t,this.#e=e,this.#s=s,this.#n=
i,this.#i=o}sendNow(){return clearTimeout(this.#c),this.#o?(this.#a=!0,this.#o):(this.#o=this.#s(()=>this.#d()).catch(t=>this.#u(t)).finally(()=>{if(this.#o=void 0,
this.#i.change(),this.#a&&this.state==="ok")return this.sendNow()}),this.#o)}async pause(t){await this.#o;let e=await this.#t,s;return await this.#s(()=>(s=t(e)).
then(()=>{})),s}async#d(){try{do for(this.#a=!1,(!this.#r||!this.#e.usable)&&await this.#m([]),this.#r=!0;await this.#l(););while(this.#a);this.state="ok",(await(await this.#t).
all()).some(N)?this.#f():this.#h=0}catch(t){this.#u(t)}}#u(t){this.state=t instanceof X?t.sending:"unclear",this.state==="unclear"&&console.error(t),this.#r=!1,
this.#f()}#f(){let t=Ys[Math.min(this.#h++,Ys.length-1)];this.#c=setTimeout(()=>this.sendNow(),t*(.75+Math.random()/2))}async#l(){let e=(await(await this.#t).all()).
filter(N);if(e.length===0)return!1;let s=e.findIndex(({state:o})=>o==="voiding"),i=await(s===0?this.#b(e[0]):this.#p(e.slice(0,s<0?Vs:Math.min(s,Vs))));return this.#i.
change(),i}async#p(t){let e=await this.#t,s=await e.update(Zs(t),l=>l.state==="waiting"?{...l,raw:P(l,this.#e),tried:!0}:l),i=s.flatMap(({after:l})=>(l==null?void 0:
l.state)==="waiting"&&(l.time!==null||e.isStored(l))?[l]:[]);if(i.length===0)return s.length<t.length;this.#i.change();let o=await this.#m(i),r=new Map(i.map(({
id:l,raw:g})=>[l,g])),a=l=>l.raw===r.get(l.id)&&!T(l),c=i.filter(l=>!o.has(l.id));c.length&&this.#i.leaving(c);let u=(await e.update(Zs(i),l=>{var g;return a(l)?
((g=o.get(l.id))==null?void 0:g(l))??null:l})).flatMap(({before:l,after:g})=>g&&a(l)?[g]:[]),f=l=>u.filter(({state:g})=>g===l);return c.length&&this.#i.recorded(
c),f("rejected").length&&this.#i.rejected(f("rejected")),f("held").length&&this.#i.held(f("held")),!0}async#m(t){var x,Fe;let e=t.flatMap(({item:y,accepted:L},st)=>y&&
!L?[st+1]:[]),s=t.flatMap(({patronAccepted:y},L)=>y?[L+1]:[]),o={textarea:t.map(y=>y.raw).join(`
`),check:e.join()};s.length&&(o.patron_accepted=s.join());let{body:r}=await this.#g("append.php",o),{recorded:a,already_recorded:c,rejected:d,held:u=[],listed:f=[],
server_time:l}=r;(typeof l!="string"||!Array.isArray(d))&&mt("not an answer of append.php");let g=new Map,w=(y,L)=>{let{id:st}=t[(y==null?void 0:y.line)-1]??mt(
"an answer about a line that was not sent");g.set(st,L)};for(let y of d)w(y,L=>({...L,state:"rejected",reason:String(y.reason)}));for(let y of u)w(y,L=>ro(L,y));
let p=a+c+g.size;p!==t.length&&mt(`the answer is about ${p} of ${t.length} lines`);for(let{line:y,call_number:L="",title:st="",name:bn=""}of f)t[y-1]&&((Fe=(x=this.#i).
listed)==null||Fe.call(x,t[y-1],{callNumber:L,title:st,name:bn}));return g}async#b({id:t,raw:e=""}){let{status:s,body:i}=await this.#g("void.php",{textarea:e},[
400,404,409]);return(s===200?i.voided!==1:typeof i.error!="string")&&mt("not an answer of void.php"),await(await this.#t).update([t],()=>null),this.#i.voided(e,
s===409?"in a file":"voided"),!0}async#g(t,e,s=[]){let i=performance.now(),{status:o,text:r}=await this.#n(t,e).catch(d=>{throw new X("cut off",String(d))});if(!(o>=
200&&o<300)&&!s.includes(o))throw new X("refused",`status ${o}`);let c=oo(r)??mt("not JSON");return c.server_time&&this.#e.learn(c,i),{status:o,body:c}}},Qs=(n,t)=>async e=>{
let s=!1,i=()=>(s=!0,e());try{await(n?n.request(t,i):i())}catch(o){if(s)throw o;await e()}};async function io(n,t){let e=new AbortController,s=setTimeout(()=>e.
abort(),no);try{let i=await fetch(n,{method:"POST",headers:{Accept:"application/json"},body:new URLSearchParams(t),signal:e.signal,redirect:"error"});return{status:i.
status,text:await i.text()}}finally{clearTimeout(s)}}function oo(n){try{return JSON.parse(n)}catch{return}}function ro(n,{field:t,reason:e,hold:s}){let{tried:i,
...o}=n;if(o.accepted)return{...o,state:"waiting"};let r=Array.isArray(s)&&s.length?{hold:s.map(String)}:void 0,a=!r&&t==="item_barcode";return{...o,state:"held",
reason:String(e),...a&&{offer:"patron"},...r}}function gt(n="",t=""){let e=document.createElement("p");return e.textContent=n,e.className=t,e}function Xs(n,t,e,s){let{time:i,patronName:o}=t[t.length-1],r=document.
createElement("ol");for(let{item:a="",callNumber:c}of t){let d=document.createElement("li");d.textContent=c?`${a}  ${c}`:a,r.append(d)}n.replaceChildren(gt(e,"s\
lip-library"),gt(h("slipCount",{count:t.length})),gt(`${qe(i??"")} ${S(i??"")}`),...o?[gt(o)]:[],r,...s?[gt(s)]:[]),document.body.classList.add("has-slip"),print()}var ao=["shapes","shapes of the server","odd shapes","server clock","library","desk","muted"],co=1e3,De=class extends V{#t;constructor(t,e){super(t,()=>sessionStorage),
this.#t=e}get(t){return super.get(t)??(ao.includes(t)?this.#t.get(t):null)}};function sn(n,t){let e=ts(n),s=new V(e,()=>localStorage);if(new URL(n).searchParams.
has("practice"))return ho(e,s,t);let i=new V(e,()=>sessionStorage);return{site:e,settings:s,session:i,kept:le(e),tell(){},isPractice:!1}}function ho(n,t,{form:e,
mark:s,resend:i}){let o=`${n} practice`,r=new De(o,t),a=r.get("begun")==="yes";a||en(r),r.set("begun","yes");let c=le(o).then(async u=>(a||await tn(u),u));lo(e,
s),uo(async u=>{let f=c.then(tn);await Promise.race([f,new Promise(l=>setTimeout(l,co))]),en(r),location.replace(u)});let d=import("./practice.js").then(({Practice:u})=>new u(
{form:e,session:r,real:t,fields:v,unsent:()=>ss(n),resend:i}));return{site:o,settings:r,session:r,kept:c,post:async(u,f)=>(await d).server.post(u,f),tell:u=>{d.
then(u).catch(console.error)},isPractice:!0}}function lo(n,t){let e=document.createElement("link");Object.assign(e,{rel:"stylesheet",href:"styles/practice.css"}),
document.head.append(e),document.documentElement.classList.add("practising"),t.hidden=!1,document.title=t.textContent??"";for(let s of[n.querySelector("#takeout"),
n.savebutton,n.openbutton])s.hidden=!0;n.action="index.php";for(let s of[n.checkoutbutton,n.checkinbutton,n.submitbutton])s.disabled=!1}function uo(n){addEventListener(
"keydown",t=>{if(t.key!=="Escape"||t.isComposing||fo(t.target))return;t.preventDefault(),t.stopImmediatePropagation();let e=new URLSearchParams(location.search);
e.delete("practice"),n(e.toString()?`index.php?${e}`:"index.php")},{capture:!0}),document.addEventListener("click",t=>{let e=t.target instanceof Element&&t.target.
closest("a");!e||e.target||!e.protocol.startsWith("http")||(t.preventDefault(),n(e.href))})}async function tn(n){let t=await n.all();await n.update(t.map(({id:e})=>e),
()=>null)}function en(n){for(let t of n.keys(""))n.remove(t)}var fo=n=>n instanceof Element&&n.closest(".correction")!==null;var po=3,mo=2*6e4,se=class{checks;key;loans;#t;#e;#s;#n;#i;#h;#c;#o;#a=[];#r;#d;#u=new Map;#f=0;#l=new Set;#p=!1;#m;constructor({queue:t,clock:e,checks:s,desk:i=()=>"",
key:o,journal:r,leftovers:a,alone:c,post:d,against:u=async()=>[],page:f}){this.checks=s,this.key=o,this.#t=t,this.#e=e,this.#s=i,this.#n=r,this.#i=a,this.loans=
r.loans,this.#h=u,this.#c=f,this.#o=new ee({queue:t,clock:e,alone:c,post:d,on:{leaving:l=>r.leaving=l,recorded:l=>this.#x({recorded:l}),rejected:l=>this.#x({rejected:l}),
held:l=>this.#x({held:l}),listed:(l,g)=>{var w;return(w=f.listed)==null?void 0:w.call(f,l,g)},voided:(l,g)=>this.#x({voided:l,state:g}),change:()=>this.#v()}})}async start(){
for(let{state:e,kind:s,item:i,library:o="",time:r}of[...this.#n.today.latest].reverse())e==="recorded"&&s&&i&&this.checks.rememberEarlier(s,i,this.#e.ago(o,r??""));
await this.#T();let t=this.#n.leaving.filter(({raw:e})=>!this.#a.some(s=>s.raw===e));t.length&&this.#n.recorded(t),this.#D([...this.#a,...t]),await this.takeLeftovers(),
await this.send()}comeBack(){return this.loans=this.#n.loans,this.start()}leave({isKept:t=!1}={}){let e=t?[]:this.#a.filter(G).map(({id:s,...i})=>i);t?this.#A():
this.#n.keepLoans(this.loans),this.#i.keep([...e,...this.#l])}async takeLeftovers(){let{keys:t,entries:e}=this.#i.all;this.#p||e.length===0||(this.#p=!0,this.#D(
e),await this.#w(e,{mayBeThere:!0}),this.#i.forget(t),this.#p=!1)}send(){return this.#o.sendNow()}announce(t,e,s){this.#r=void 0,this.#d=void 0,(e==="look"||e===
"not recorded")&&(this.#f+=1),this.#c.announce(t,e,s)}hint(t){!this.#r&&!this.#d&&this.#c.announce(t,"")}hear({held:t=[],rejected:e=[],...s}){let i=o=>[this.#m,
...this.loans].some(r=>R(o,r));return this.#S({...s,held:t.filter(i),rejected:e.filter(i)}),this.#T()}scan(t,e=""){let s={...t,...this.#P(t.library),state:"wait\
ing"};this.#r=void 0,this.#m=s,this.#M(s),this.#w([s],{text:nn(s)+e})}hold(t,e){let s={...t,...e,...this.#P(t.library),state:"held"};this.#b(s);let i={entry:s,withId:this.#w(
[s]).then(([o])=>({...s,id:o}))};return this.#r=i,i}#b(t,e=""){this.announce(as(t,this.key)+e,"look",t),this.#r={entry:t,withId:Promise.resolve(t)}}offer(t,e){this.
announce(t,"look"),this.#d=e}get latest(){var t,e;return{offer:this.#d,held:(t=this.#r)==null?void 0:t.entry,withId:(e=this.#r)==null?void 0:e.withId}}countOf(t){
var e;return((e=this.loans[0])==null?void 0:e.patron)===t?this.loans.length:0}get held(){return this.#a.filter(({state:t})=>t==="held").reverse()}async accept(t,e,s){
let i=this.#r,o=await Promise.all(t),r=await this.#t,a=o.flatMap(({id:p})=>p===void 0?[]:[p]),c=s===void 0?o.filter(ht):[],u=(c.length?await r.all():[]).filter(
p=>!a.includes(p.id)&&c.some(x=>Nt(x,p))),f="",l=await r.update([...a,...u.map(({id:p})=>p)],p=>{if(!a.includes(p.id))return hs(p,e);if(p.state!=="held")return p;
let x=pe(p,e,s);return f=dt(x),f?p:x});await this.#N(l);let g=l.flatMap(({before:p,after:x})=>p.state==="held"&&(x==null?void 0:x.state)==="waiting"?[x]:[]);for(let p of g)
this.#M(p);let w=i===this.#r;w&&g.length?this.announce(g.map(nn).join(", "),"recorded",g[0]):w&&f&&(this.announce(f,"not recorded"),i&&t.includes(i.withId)&&(this.#r=
i)),await this.#L()}async correct(t,e){var w;let{kind:s="L",patron:i=""}=t,o=s==="L"&&!i&&t.offer!==void 0,r=o?this.checks.patron(e):this.checks.item(s,e,i),{barcode:a,
problem:c,guess:d}=r;if(!c&&!dt({...t,item:a}))return this.accept([t],{library:"",patron:"",patronName:""},a);let u=await this.#t,f=c?this.checks.words(c):dt({...t,
item:a}),l=o?this.checks.offerOfCard(r):this.checks.offerOfItem(r),[g]=await u.update(t.id===void 0?[]:[t.id],p=>p.state==="held"?{...me(p,a),scanned:e,reason:f,
offer:l,guess:d}:p);return g&&await this.#N([g]),((w=g==null?void 0:g.after)==null?void 0:w.state)==="held"&&this.#b(g.after),this.#v()}async remove(t){let{id:e}=await t,
s=await this.#t;e!==void 0&&await s.update([e],i=>i.state==="held"?null:i),await this.#v()}correctLine(t){this.#u.set(t.id,t),this.announce(h("correctLine"),""),
this.#y(t)}async void(t){this.#u.delete(t.id);let e=t.item||v(t.raw??"").item||t.raw||"",s=await this.#B(t),i=t.state==="held"?h("itemDiscarded",{item:e}):h("it\
emVoided",{item:e});this.announce(s?i:h("itemToBeVoided",{item:e}),""),t.state!=="held"&&this.#y(t),await this.#L()}async submit(t){let e=jt(t);if(e.length===0){
let r=this.held.length;return r>0&&this.announce(h("scansHeld",{count:r}),"look"),this.send()}let s=e.length,i=this.#k(e),o=i?h("linesToRecordOdd",{count:s,problems:i}):
h("linesToRecord",{count:s});await this.#g(e,{text:o,tone:i?"look":"recorded",replaced:this.#E(e)})}async takeOver(t){let s=[...await(await this.#t).all(),...this.#n.
today.latest.filter(({state:d})=>d==="recorded")],i=new Set(s.map(d=>Ft(P(d,this.#e)))),o=t.filter(d=>!i.has(Ft(d))&&i.add(Ft(d))),r=o.length,a=this.#k(o),c=[h(
"linesOfFile",{count:r,known:t.length-r}),a].filter(Boolean).join(" ");await this.#g(o,{text:c,tone:a?"look":"recorded"})}async whileNothingIsSent(t){let e=await this.#o.
pause(s=>t(s,this.#e));return await this.#v(),e}#g(t,e){return this.#w(t.map(s=>({raw:s,state:"waiting"})),e)}#k(t){return vs(t,this.checks)}async linesToSave(){
let t=await this.#t,e=await t.all(),s=e.filter(({state:o})=>o==="voiding").map(({raw:o})=>o);return(await t.update(e.filter(({state:o})=>o==="waiting"||o==="rej\
ected").map(({id:o})=>o),o=>({...o,raw:P(o,this.#e)}))).map(({after:o})=>(o==null?void 0:o.raw)??"").filter(o=>!s.includes(o))}get hasUnsent(){let t=e=>e.state!==
"taken out"&&(e.state!=="rejected"||G(e));return this.#l.size>0||this.#a.some(t)}async#w(t,{text:e="",tone:s="recorded",replaced:i=[],mayBeThere:o=!1}={}){let r=this.#f,
a=t.length===1&&t[0].item?t[0]:void 0,c=await this.#I(t,o),d=await this.#t;i.length&&await d.update(i,()=>null);let u=this.#v().then(()=>{for(let f of t)this.#l.
delete(f);return this.send()});if((a==null?void 0:a.state)==="waiting"&&this.#C(a,c[0],u).catch(console.error),e&&d.durable)r===this.#f&&this.announce(e,s,a);else if(e){
await u;let f=(await d.all()).filter(({id:l})=>c.includes(l));if(f.some(({state:l})=>l!=="waiting")||r!==this.#f)return c;f.length?this.announce(h("keepPageOpen",
{what:e}),"not recorded",a):this.announce(e,s,a)}return c}async#I(t,e){for(let s of t)this.#l.add(s);return(await this.#t).add(t,{mayBeThere:e})}#P(t=""){let e=this.#s(),
s=this.#e.timeOfScan(t),{epoch:i,...o}=this.#e.moment;return{time:s,epoch:i,...s===null&&o,...e&&{desk:e}}}#R(t){for(let s of t)this.#y(s);let e=t.slice(0,po).map(
({item:s,raw:i="",reason:o=""})=>h("problemOf",{scanned:s||i,problem:o}));this.announce([...e,h("seeLog")].join(" "),"not recorded")}async#C(t,e,s){var a;if(this.#o.
state==="ok"&&await s,this.#o.state==="ok")return;let i=await this.#h(t);if(i.length===0||Date.now()-(t.epoch??0)>mo)return;let o=await this.#t,[r]=await o.update(
[e],c=>ds(i,c));(r==null?void 0:r.before.state)!=="waiting"||((a=r.after)==null?void 0:a.state)!=="held"||(this.#x({held:[r.after]}),await this.#v())}#O(t){var i,
o;for(let r of t)this.#y(r);let[e]=t.slice(-1),s=t.length>1?` ${h("moreInLog",{count:t.length-1})}`:"";this.#b(e,s),(o=(i=this.#c).heldBack)==null||o.call(i,t)}async#B(t){
var r;let e=await this.#t,[s]=await e.update(t.id===void 0?[]:[t.id],a=>a.state==="waiting"&&a.tried?a:null),i=(s==null?void 0:s.before.state)==="held"&&s.before.
tried;if(s&&!s.after&&!i)return!0;let o=((r=(s==null?void 0:s.after)??(s==null?void 0:s.before)??this.#n.find(t))==null?void 0:r.raw)??P(t,this.#e);return this.#n.
mark(o,"voiding"),await this.#$([o]),!1}async#N(t){let e=t.flatMap(({before:{tried:s,raw:i},after:o})=>s&&i&&o&&o.raw!==i?[i]:[]);e.length&&await this.#$(e)}async#$(t){
let e=t.map(s=>({raw:s,state:"voiding"}));await this.#I(e);for(let s of e)this.#l.delete(s)}#E(t){let e=[...this.#u.values()],s=ys(t,e.map(({raw:i=""})=>i));return e.
flatMap(({id:i,raw:o=""})=>s.includes(o)?(this.#u.delete(i),i===void 0?[]:[i]):[])}#M(t){var e,s;this.checks.remember(t.kind??"",t.item??""),t.kind==="L"&&(((e=
this.loans[0])==null?void 0:e.patron)!==t.patron&&t.accepted&&this.loans.length||(((s=this.loans[0])==null?void 0:s.patron)!==t.patron&&(this.loans=[]),this.loans.
push({...t,time:t.time??this.#e.at(t.library??"",t)})))}#D(t){for(let{state:e,kind:s,item:i,epoch:o}of t)e==="waiting"&&s&&i&&o!==void 0&&this.checks.rememberEarlier(
s,i,Date.now()-o)}#A(){let t=this.#a.filter(G);this.#n.keepLoans(this.loans.filter(e=>!t.some(s=>R(s,e))))}clear(){return this.loans=[],this.#n.clear(),this.#T()}#y(t){
let{kind:e,item:s=""}=t.item?t:v(t.raw??"");this.checks.forget(e,s),this.loans=this.loans.filter(i=>!R(t,i))}#S({recorded:t,held:e,rejected:s,voided:i,state:o}){
t&&this.#n.recorded(t),i!==void 0&&o&&this.#n.mark(i,o),s!=null&&s.length&&this.#R(s),e!=null&&e.length&&this.#O(e)}#x(t){this.#S(t),this.#c.broadcast(t)}#v(){return this.#c.
broadcast({}),this.#T()}async#L(){await this.#v(),await this.send()}async#T(){try{let t=await this.#t;this.#a=await t.all(),this.#A(),this.#c.show({entries:this.#a,
sending:this.#o.state,durable:t.durable,isTimeKnown:this.#e.usable,hasSlip:this.loans.length>0})}catch(t){console.error(t)}}},nn=({kind:n,item:t="",patron:e=""})=>n===
"L"?h("loanOf",{item:t,patron:e}):h("returnOf",{item:t});if(!("replaceChildren"in Element.prototype))throw new Error("This browser is too old for the page's script.");var go=10*6e4,wo="---",k=n=>document.getElementById(
n),m=k("mainform");We(m.patronBarcode);var tt=JSON.parse(m.dataset.settings),ko=[...m.library.options??[m.library]].map(({value:n})=>n),A=sn(location.href,{form:m,
mark:k("practice"),resend:()=>O.send()}),{site:ne,settings:I,session:kt}=A,$=new Lt(I,()=>m.library.value),z=new Yt(I),_e=new Kt(kt,$),bo=new yt({connection:k("\
connection"),waiting:k("waiting"),time:k("clock")},$);Rs(k("lastcard"),m.closest("main"));var Ue=new Qt({card:k("lastcard"),text:k("last"),listed:k("lastlisted"),
state:k("laststate"),actions:k("lastactions"),act:(n,t)=>un(n,t),key:tt.keys.accept},$,_e),C=Ne(ne);function yo(n,t,e){Ue.announce(n,t,e),A.tell(s=>s.announced(
n,t,e)),t&&z.play(t),e&&Ie(I,"scanner")}var wt,an=!1;function vo(n){m.slipbutton.disabled=!n.hasSlip;let t=$.apart(b.library);(t==null?void 0:t.quarters)!==(wt==
null?void 0:wt.quarters)&&(wt=t),He(k("banner"),n,wt),an=n.durable,bo.show(n),je.show(n.entries),Ue.show(n.entries),pn.show(n.entries),fn.show(n.entries),cn(),A.
tell(e=>e.shown(n.entries))}function cn(){let{patron:n}=b;A.tell(t=>t.turned(n)),k("turnpatron").textContent=n||h("noTurn"),k("turncount").textContent=n?h("item\
sLent",{count:O.countOf(n)}):h("scanCard"),k("turnpatron").closest(".turn").classList.toggle("is-on",n!==""),m.finishbutton.disabled=!n,m.library.classList.toggle(
"is-missing",!b.library)}var hn=new Jt(I,kt,$),O=new se({queue:A.kept,clock:$,journal:_e,leftovers:new Xt(I),checks:new Tt(tt,hn),desk:()=>ie.text,key:tt.keys.accept,
alone:Qs(navigator.locks,ne),post:A.post,against:async n=>{var e;let t=n.time??$.at(n.library??"",n);return await((e=await q)==null?void 0:e.against(n,t.slice(0,
8)))??[]},page:{announce:yo,show:vo,listed:(n,t)=>Ue.list(n,t),heldBack:n=>b.heldBack(n),broadcast:n=>C==null?void 0:C.postMessage(n)}}),et=!1,b=new Dt(m,{settings:I,
session:kt,station:O,keys:tt.keys,turned(){b.patron&&(et=!1),cn()},held(){pn.focusHeld()||O.announce(h("noScanHeld"),"")}}),q;function dn(){if(!A.isPractice)return q=
q??import("./lists.js").then(({Lists:n})=>new n({say:h,place:k("lists"),settings:I,site:ne,library:()=>b.library}),()=>q=void 0),q}I.get("lists")&&dn();m.library.
addEventListener("change",async()=>{var n;return(n=await q)==null?void 0:n.renew()});var ln=new te({place:k("correction"),label:k("question"),field:m.corrected,
saveButton:m.savecorrection,cancelButton:m.cancelcorrection,back:()=>b.back()});function un(n,t){if(n==="send")return fn.askToSend([t]);if(n!=="correct")return b.
decide(n,t);if(t.state==="held")return ln.open(h("correctBarcode"),t.scanned??t.item??"",e=>b.correct(t,e));b.correctLine(t.raw??""),O.correctLine(t)}var fn=new Wt(
{saveButton:m.savebutton,openButton:m.openbutton,file:k("savedfile"),makeButton:m.takeoutbutton,taken:k("takenout"),count:k("takencount"),againButton:m.againbutton,
sendButton:m.sendbutton,removeButton:m.removebutton,place:k("handover"),question:k("handoverquestion"),yesButton:m.yesbutton,noButton:m.nobutton},O,$,ko.filter(
n=>n!==wo),()=>b.back()),pn=new Vt({body:k("rows"),counts:k("counts"),journal:_e,clock:$,back:()=>b.back(),act:un}),rn,je=new zt({settings:I,session:kt,page:document,
fixed:{version:tt.version,mark:((rn=m.mark)==null?void 0:rn.value)??""},facts:()=>Ps(an),named:n=>ie.show(n)}),ie=new _t(k("desk"),I,{ask:(n,t)=>ln.open(h("desk\
Question"),n,e=>b.takeStray(e)||t(e)),named:()=>je.beat(!0)});m.addEventListener("submit",n=>{n.preventDefault(),b.flush();let t=m.textarea.value;m.textarea.value=
"",O.submit(t)});m.finishbutton.addEventListener("click",()=>b.finish());m.slipbutton.addEventListener("click",()=>{O.loans.length&&Xs(k("slip"),O.loans,b.libraryName,
tt.slip_text)});function mn(){m.mutebutton.textContent=z.muted?h("soundOff"):h("soundOn")}m.mutebutton.addEventListener("click",()=>{z.muted=!z.muted,mn()});m.testsoundbutton.
addEventListener("click",()=>{z.muted||Ie(I,"sound"),z.test(n=>{k("soundtest").textContent=n})});addEventListener("keydown",()=>z.wake(),{capture:!0});addEventListener(
"beforeunload",n=>{A.isPractice||!O.hasUnsent&&!b.hasText||(n.preventDefault(),n.returnValue=h("scansWouldWait"))});addEventListener("pagehide",({persisted:n})=>A.
isPractice||O.leave({isKept:n}));addEventListener("storage",()=>O.takeLeftovers());addEventListener("online",()=>O.send());async function gn(){var e;let n=await fetch(
"shapes.php",{headers:{Accept:"application/json"}}).catch(()=>{}),t=n!=null&&n.ok?await n.json().catch(()=>{}):void 0;t&&(hn.learn(t),(t.lists||q&&t.lists!==null)&&
((e=await dn())==null||e.learn(t.lists)))}setInterval(gn,go);document.addEventListener("visibilitychange",()=>document.hidden||O.send());function wn(){var t;let n=(t=
document.activeElement)==null?void 0:t.closest(".mode");n&&(m.dataset.mode=n.classList.contains("in")?"in":"out")}m.addEventListener("focusin",wn);k("unscripted").
hidden=!0;mn();var j=new URLSearchParams(location.search),on=j.get("desk");on!==null&&(ie.text=on);ie.show();for(let n of["recorded","already_recorded","at","ta\
ken_off","look"])j.delete(n);b.fixedLibrary?j.set("library",b.fixedLibrary):j.delete("library");history.replaceState(null,"",j.toString()?`?${j}`:location.pathname);
j.set("practice","");k("practicelink").search=String(j);k("practicelink").hidden=A.isPractice;Js({box:k("persistence"),text:k("persistencetext"),button:k("persi\
stbutton")},navigator.storage);C==null||C.addEventListener("message",({data:n})=>{n.asksForTurn?b.patron&&C.postMessage({hasTurn:!0}):n.hasTurn?(et&&!b.patron&&
b.begin(),et=!1):O.hear(n)});m.dataset.mode="out";wn();et=b.restore();kn();function kn(){et&&(C==null||C.postMessage({asksForTurn:!0}))}function Oo(){et=b.comeBack(),
kn(),O.comeBack()}addEventListener("pagehide",({persisted:n})=>n&&(m.autocomplete="on"));addEventListener("pageshow",({persisted:n})=>{n&&(m.autocomplete="off",
Oo())});Ns(kt,Ne(`${ne} tab`),()=>{O.clear(),b.begin()}).then(()=>O.start()).then(()=>{var n;A.isPractice||je.start(),gn(),(n=navigator.serviceWorker)==null||n.
register("scripts/sw.js",{scope:"./"}).catch(()=>{})});
