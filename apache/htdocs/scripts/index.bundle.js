// Made by tests/scripts/bundle.mjs of index.js and what that imports: change those.
var sn=Object.freeze({keepsNothing:"This browser keeps nothing: this is a private window, or its storage is full or switched off. Each scan is sent at once. Wai\
t until it is shown as recorded before you scan the next one.",serverAway:"The server cannot be reached.",serverRefuses:"The server cannot record just now.",serverUnclear:"\
This page does not understand the server's answer.",scansWaiting:{one:"1 scan is waiting.",other:"{count} scans are waiting."},keepScanning:"Keep scanning: scan\
s are kept on this computer, and sent as soon as the server takes them.",keepsTrying:"This page keeps trying.",reloadIfUnclear:"If this message stays, reload th\
is page, and tell whoever looks after the server.",scansTakenOut:{one:"1 scan is in a file for Alma that was made here, and is not sent. Give the file to the su\
pervisor, or press Send after all.",other:"{count} scans are in a file for Alma that was made here, and are not sent. Give the file to the supervisor, or press \
Send after all."},timeUnknown:"The server's time is not known just now: the times below are this computer's, and are corrected when the scans are sent.",clocksApart:"\
This workstation's clock says {workstation}, the server's says {server}. Scans get the server's time: if it is wrong, tell whoever looks after the server.",scansNeedYou:{
one:"1 scan is not recorded yet and needs you: see the Transaction Log.",other:"{count} scans are not recorded yet and need you: see the Transaction Log."},connected:"\
Our server: connected",cutOff:"Our server: cut off",serverBusy:"Our server cannot record",serverOdd:"Our server's answer is unclear",nameDesk:"Name this desk",nameTwice:"\
{name}: another computer has this name",deskQuestion:"What is this desk called? For instance: Circ 1",listsNew:"Lists of today",listsAge:{one:"Lists 1 day old",
other:"Lists {count} days old"},listsOld:{one:"Old lists: 1 day",other:"Old lists: {count} days"},listsSize:"{age}, {size} MB",listsAll:"Lists from Alma: {ages}",
itemsNew:"items of today",itemsAge:{one:"items 1 day old",other:"items {count} days old"},patronsNew:"patrons of today",patronsAge:{one:"patrons 1 day old",other:"\
patrons {count} days old"},listsKept:"kept for offline use, {size} MB",waitingHere:{one:"1 unsent",other:"{count} unsent"},noTurn:"No patron yet",scanCard:"Scan\
 a card.",patronDone:{one:"Patron finished: 1 item. Scan the next patron's card.",other:"Patron finished: {count} items. Scan the next patron's card."},checkIn:"\
Check In: scan the items.",checkOut:"Check Out: scan the patron's card.",slipCount:{one:"Checked out: 1 item",other:"Checked out: {count} items"},itemsLent:{one:"\
1 item",other:"{count} items"},lastState:"{time}, {state}",toneRecorded:"OK",toneLook:"Look",toneNotRecorded:"Not recorded",loanOf:"Loan {item} to {patron}",returnOf:"\
Return {item}",takenOff:"(taken off: {parts})",partsJoined:"{first} and {second}",keepPageOpen:"Keep this page open until this is recorded: {what}",readyToScan:"\
Ready to scan.",patronChosen:"Patron {patron}: scan the items.",patronUnfinished:"Patron {patron} was not finished when the page was closed. Press Enter, and sc\
an the card again.",orphansHeld:{one:"1 item is held without a patron.",other:"{count} items are held without a patron."},keyLendsOrphans:{one:"{key} lends it t\
o {patron}.",other:"{key} lends them to {patron}."},scanPatron:"Scan the patron's barcode.",scanItem:"Scan the item's barcode.",scanPatronFirst:"Scan the patron\
's barcode first.",chooseLibraryFirst:"Choose the library first.",keyWithinScan:"{key} does nothing in the middle of a scan. Press Enter first.",keyAgain:"Press\
 {key} again if you mean it.",noScanHeld:"No scan is held.",scansHeld:{one:"1 scan is held and not recorded: see the Transaction Log.",other:"{count} scans are \
held and not recorded: see the Transaction Log."},seeLog:"See the Transaction Log.",moreInLog:{one:"And 1 more: see the Transaction Log.",other:"And {count} mor\
e: see the Transaction Log."},correctLine:"Correct this record in the lines below, then press Submit Records.",itemDiscarded:"{item} is discarded.",itemVoided:"\
{item} is voided.",itemToBeVoided:"{item} will be voided.",linesToRecord:{one:"1 line to record",other:"{count} lines to record"},linesToRecordOdd:{one:"1 line \
to record. Look at it: {problems}",other:"{count} lines to record. Look at these: {problems}"},moreProblems:{one:"And 1 more.",other:"And {count} more."},heldNotInFile:{
one:"The file does not have the 1 scan that is held.",other:"The file does not have the {count} scans that are held."},scansWouldWait:"Scans are waiting.",linesOfFile:{
one:"1 line of the file to record. Already here: {known}.",other:"{count} lines of the file to record. Already here: {known}."},fileIsCut:"The file ends in the \
middle of its last line, so that scan is left out. Scan it once more: {line}",fileNotOfPage:"Save to a file did not make this file. Ask the supervisor to import\
 it: Import Files of Other Stations (import.php).",fileBeingMade:"Making the file…",nothingToSave:"No scan waits, so there is nothing to save.",nothingToTakeOut:"\
No scan waits, so there is nothing to put into a file.",fileNotMade:"No file was made: this browser cannot store now which scans are in it. Press Save to a file\
 instead.",takenOut:{one:"1 scan is in a file for Alma. Give this to the supervisor: {files}.",other:"{count} scans are in a file for Alma. Give this to the sup\
ervisor: {files}."},openNotInFile:{one:"It does not have the 1 scan that is held or rejected.",other:"It does not have the {count} scans that are held or reject\
ed."},refusedNotInFile:{one:"It does not have 1 line that the server would refuse. That line waits on.",other:"It does not have {count} lines that the server wo\
uld refuse. They wait on."},takenOutHere:{one:"1 scan of this computer is in a file for Alma, and will not be sent.",other:"{count} scans of this computer are i\
n a file for Alma, and will not be sent."},askSend:{one:"Send 1 scan to the server after all? If somebody imports the file or loads it into Alma too, the scan c\
ounts twice.",other:"Send {count} scans to the server after all? If somebody imports the file or loads it into Alma too, they count twice."},askRemove:{one:"Has\
 Alma loaded the file? Then remove 1 scan here. After that, you cannot make the file again.",other:"Has Alma loaded the file? Then remove {count} scans here. Af\
ter that, you cannot make the file again."},answerSend:"Send after all",answerRemove:"Remove",sentAfterAll:{one:"1 scan will be sent after all.",other:"{count} \
scans will be sent after all."},removedHere:{one:"1 scan is removed from this computer.",other:"{count} scans are removed from this computer."},problemOf:"{scan\
ned}: {problem}",guessOf:"Did the scanner mean {guess}?",keyDiscards:"{key} discards it.",keyMakesPatron:"{key} makes {patron} the next patron.",keyMakesThisPatron:"\
{key} makes this the next patron.",keyTakesGuess:"{key} records {guess} instead.",keyLendsToNext:"{key} lends it to the next patron you scan.",keyRecords:"{key}\
 records it anyway.",keyLetsPatron:"{key} lends it anyway, and this patron's other items too.",chooseInLog:"Choose what to do in the Transaction Log.",noPatron:"\
No patron.",noLibrary:"No library is chosen.",cutByKey:"{key} came in the middle of the scan.",keyAfterBoth:"{key} came right after this scan and the one before\
 it, as if the scanner had sent it.",unclearEnter:"This may be an item or the next patron: Enter came right after the patron's scan.",otherVersion:"This comes f\
rom another version of this page.",isReadError:"The scanner could not read it.",isStripe:"This is a card's magnetic stripe, not a barcode.",hasControl:"There is\
 a control character in it.",hasCharacters:"No barcode has such characters. The scanner and this computer may be set to different keyboards.",isIsbn:"This is th\
e publisher's barcode (ISBN or ISSN), not the library's.",isTwice:"The same barcode came twice in one scan.",isTwo:"These look like two barcodes in one scan.",isLong:"\
This is too long: a barcode has at most 32 characters.",hasAdded:"There are still signs in it that a scanner adds.",noPatronFound:"No patron barcode found.",notAnItem:"\
This does not look like an item's barcode.",isPatron:"This looks like a patron's barcode.",isItem:"This looks like an item's barcode.",oddItem:"No item's barcod\
e here has looked like this.",oddPatron:"No patron's barcode here has looked like this.",wrongCheckDigit:"The check digit of this barcode is wrong.",beginsNotWith2:"\
This barcode should begin with 2.",beginsNotWith3:"This barcode should begin with 3.",ownPatron:"This is the patron's barcode.",wasPatron:"This was scanned as a\
 patron's barcode today.",wasItem:"This was scanned as an item's barcode today.",unlistedItem:"This item is not in the list from Alma.",othersItem:"This item be\
longs to another library.",unlistedPatron:"This patron is not in the list from Alma.",isBlocked:"This patron is blocked in Alma.",isExpired:"This patron's accou\
nt expired. Its last day was {day}.",repeatOut:"This item was checked out just before.",repeatIn:"This item was checked in just before.",correctBarcode:"Correct\
 the barcode",countsToday:"Recorded today at this desk: loans {loans}, returns {returns}.",olderNotShown:{one:"The list shows the latest scans. 1 older one is w\
aiting and not shown.",other:"The list shows the latest scans. {count} older ones are waiting and not shown."},stateHeld:"⚠ held, not recorded: {reason}",stateInPage:"\
◌ not recorded yet, in this page only",stateKept:"◌ kept on this computer",stateRejected:"✖ rejected: {reason}",stateRecorded:"✔ recorded {at}",stateTakenOut:"\
◌ in a file for Alma, not sent",stateVoiding:"◌ to be voided",stateVoided:"✖ voided",stateInFile:"✖ in a file already: correct it in Alma",kindLoan:"Loa\
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
unt} records"},makingFiles:"Making the files. You may leave this page: you find them on List Generated Files.",filesUnsent:"The files could not be sent, and not\
hing from them is recorded. Check that the server can be reached, and try again.",recordsUnsure:"The server's answer was lost, so it is not certain that the rec\
ords were added. Press the button again: nothing is recorded twice.",filesTooLarge:"These files are larger than {megabytes} MB, which is the most that is taken \
at once. Import fewer files at a time; divide a file that is too large alone.",sendingFiles:"Sending…",sendingPercent:"Sending: {percent}%",sentReading:"Sent.\
 The server is reading the lines…",sentRecording:"Sent. The server is recording…",pressToSee:"Press it to see what would be recorded now."}),nn=new Intl.PluralRules(
"en");function c(n,...t){let e=t[0]??{},s=sn[n];return(typeof s=="string"?s:s[nn.select(Number(e.count))]??s.other).replace(/\{(\w+)\}/g,(o,r)=>String(e[r]))}var on=Object.freeze(["held","waiting","rejected","taken out","voiding","recorded","voided","in a file"]);function rn(n){return/[",]/.test(n)?`"${n.replace(/"/g,
'""')}"`:n}function Yt({library:n,time:t,kind:e,item:s,callNumber:i,patron:o,patronName:r}){return[n,t,e,s,i,o,r].map(a=>rn(a??"")).join(",")}function v(n){let e=[
...(","+n).matchAll(/,(?:"((?:[^"]|"")*)"([^,]*)|([^,]*))/g)],[s="",i="",o="",r="",a="",h="",d=""]=e.map(([,l,f,u])=>(u===void 0?l.replace(/""/g,'"')+f:u).trim());
return{library:s,time:i.replace(/\D/g,""),kind:o,item:r,callNumber:a,patron:h,patronName:d}}function N(n,t){return n.raw??Yt({...n,time:n.time??t.at(n.library??
"",n.epoch)})}function D(n,t){return n.epoch!==void 0&&n.epoch===(t==null?void 0:t.epoch)&&n.item===(t==null?void 0:t.item)}var L=({state:n})=>n==="waiting"||n===
"voiding",F=({state:n})=>n==="held"||n==="rejected",T=({state:n})=>n==="taken out",lt=({id:n})=>typeof n=="string";function Q({void:n,...t}){return n?{...t,state:"\
voiding"}:on.includes(t.state)?t:{...t,state:"held",reason:c("otherVersion")}}var an={"cut off":"serverAway",refused:"serverRefuses",unclear:"serverUnclear"};function cn({entries:n,sending:t,durable:e,isTimeKnown:s},i){let o=n.filter(L).length,
r=n.filter(F).length,a=[];e||a.push(c("keepsNothing")),t!=="ok"&&(a.push(c(an[t])),o>0&&a.push(c("scansWaiting",{count:o})),a.push(e?c("keepScanning"):c("keepsT\
rying")),t==="unclear"&&a.push(c("reloadIfUnclear")),s||a.push(c("timeUnknown")));let h=n.filter(T).length;return h>0&&a.push(c("scansTakenOut",{count:h})),i&&a.
push(c("clocksApart",{workstation:i.workstation,server:i.server})),r>0&&a.push(c("scansNeedYou",{count:r})),a.join(" ")}function $e(n,t,e){let s=cn(t,e);n.textContent!==
s&&(n.textContent=s),n.hidden=s===""}function $(n){return new Date(n).toISOString().replace(/\D/g,"").slice(0,14)}function M(n){let t=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(n);if(!t)return NaN;
let[e,s,i,o,r,a]=t.slice(1).map(Number);return Date.UTC(e,s-1,i,o,r,a)}function Me(n){return n.replace(/^(\d{4})(\d\d)(\d\d).*/,"$1-$2-$3")}function S(n){return n.
replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/,"$1:$2:$3")}var hn=2e3,dn={ok:"connected","cut off":"cutOff",refused:"serverBusy",unclear:"serverOdd"},ft=class{#t;#s;#n;#e;constructor({connection:t,waiting:e,time:s},i){this.#t=
t,this.#s=e,this.#n=s,this.#e=i,setInterval(()=>this.#i(),hn)}#i(){let t=this.#e;this.#n.textContent=t.usable?S(t.now()).slice(0,5):"--:--"}show({entries:t,sending:e}){
this.#i(),this.#t.textContent=c(dn[e]),this.#t.classList.toggle("is-off",e!=="ok");let s=t.filter(L).length;this.#s.textContent=c("waitingHere",{count:s}),this.#s.
classList.toggle("is-some",s>0)}};var un="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";function Be(n){return/^\d{7,}$/.test(n)?[...n].reverse().reduce((e,s,i)=>{let o=Number(s)*(i%2?2:1);return e+
(o>9?o-9:o)},0)%10===0:!1}function ln(n){return/^\d{6,}[0-9X]$/.test(n)?[...n].reverse().map(s=>s==="X"?10:Number(s)).reduce((s,i,o)=>s+i*(o+1),0)%11===0:!1}function fn(n){
let t=[...n].map(s=>un.indexOf(s));if(t.length<5||t.includes(-1))return!1;let e=t.pop();return t.reduce((s,i)=>s+i,0)%43===e}var Zt=Object.freeze({mod10:Be,mod11:ln,
mod43:fn}),De=n=>n.length===14&&Be(n);var Qt={"read error":"isReadError",stripe:"isStripe",control:"hasControl",characters:"hasCharacters",isbn:"isIsbn",twice:"isTwice",two:"isTwo",long:"isLong"},pn=/^\][A-Za-z][0-9A-Za-z]/,
mn=/^(\*)([^*]+)(\*)$/,gn=/^([A-Da-d])(\d{10,})([A-Da-d])$/;function q(n){var r;let t=((r=pn.exec(n))==null?void 0:r[0])??"",e=n.slice(t.length).trim(),[,s="",i=e,
o=""]=mn.exec(e)??gn.exec(e)??[];return{barcode:i.trim(),taken:[t,s,o].filter(Boolean)}}var wn=/^(?:<?NR>?|NO[ _-]?READ|BAD[ _-]?READ|READ[ _-]?ERR(?:OR)?|ERR(?:OR)?|\?+|[%;+]E\??(?:[%;+]E\??)*)$/i,
kn=/^(?:%.*[?^]|;.*[?=]|\+.*\?)/,bn=/^[ -~]*$/,yn=/[\x00-\x1f\x7f-\x9f]/;function j(n,t=()=>!1){return yn.test(n)?"control":wn.test(n)?"read error":kn.test(n)?"\
stripe":!bn.test(n)||!/[0-9A-Za-z]/.test(n)?"characters":vn(n,t)?"twice":On(n)&&!t(n)?"isbn":n.length>32?"long":/^\d{20,}$/.test(n)&&!t(n)?"two":""}function je(n){
var t;return((t=/^(.{4,32}?)(?:[ *]*\1)+$/.exec(n))==null?void 0:t[1])??""}function vn(n,t){let e=je(n);return e.length>=6||e!==""&&!t(n)}function On(n){let t=n.
replace(/[ -]/g,"");return/^97[789]\d{10}(?:\d{2}|\d{5})?$/.test(t)?[...t.slice(0,13)].reduce((s,i,o)=>s+Number(i)*(o%2?3:1),0)%10===0:!1}var xn=[`&é"'(-è_çà`,
`&é"'(§è!çà`,"+ěščřžýáíé","+ľščťžýáíé","!@#$%^&*()",'!"£$%^&*()','!"§$%&/()='],Tn=[1632,1776,2406,65296],Sn=/[\u2010-\u2015\u2212]/g;function En(n){
let t=[...n].map(Ln).join("").replace(Sn,"-");if(j(t)===""&&t!==n)return t;if(/\d/.test(t))return"";for(let e of xn){let s=[...n].map(i=>e.includes(i)?String((e.
indexOf(i)+1)%10):i).join("");if(/^[0-9A-Za-z]+$/.test(s))return s}return""}function Ln(n){let t=n.codePointAt(0)??0,e=Tn.find(s=>t>=s&&t<s+10);return e===void 0?
n:String(t-e)}function pt(n,t){return n==="twice"?je(t):n==="characters"?En(t):""}var _e=Object.freeze({patron_pattern:"([0-9]+)",item_pattern:".*"}),Nn={...Qt,added:"hasAdded","no patron":"noPatronFound","not an item":"notAnItem",patron:"isP\
atron",item:"isItem","odd item":"oddItem","odd patron":"oddPatron","check digit":"wrongCheckDigit","begins not with 2":"beginsNotWith2","begins not with 3":"beg\
insNotWith3","own patron":"ownPatron","was patron":"wasPatron","was item":"wasItem","repeat L":"repeatOut","repeat R":"repeatIn"},An={2:"patron",3:"item"};function mt(n){
try{return new RegExp(n)}catch{return}}var gt=class{#t;#s;#n;#e;#i;#c;#d;#a=new Map;constructor(t,e){var s,i;this.#t=t,this.#s=e,this.#d=t.patron_pattern!==_e.patron_pattern,
this.#n=mt(t.patron_pattern)??/(?!)/,this.#e=mt(`^(?:${t.item_pattern})$`)??/^.*$/,this.#c=(((i=(s=mt(`${t.item_pattern}|`))==null?void 0:s.exec(""))==null?void 0:
i.length)??1)>1,this.#i=t.item_pattern!==_e.item_pattern&&!this.#e.test("#")}patron(t){let e=this.#d?this.#h(t):this.#o(t);if(e.problem)return e;let{barcode:s}=e,
i=this.#g(t)||this.#g(q(t).barcode);return{...e,...this.#f("patron",s,i?"item":this.#l(s))}}item(t,e,s){let i=this.#r(e);if(i.problem)return i;let{barcode:o}=i,
r=s&&o===s?"own patron":this.#u(o),a=this.#f("item",o,r);return{...i,...a.problem?a:{problem:this.#k(t,o)}}}isNone({problem:t}){return t in Qt}mayBePatron({barcode:t,
problem:e}){return e==="odd item"?this.#s.hasSeenLike("patron",t):e==="patron"||e==="was patron"}line({kind:t,item:e,patron:s}){let i=[this.#m("item",e,this.#u(
e))];if(t==="L"&&s){let o=this.#g(s)?"item":this.#l(s);i.push(this.#m("patron",s,o))}return i.filter(Boolean)}words(t){return c(Nn[t])}isOrdinary(t){return this.#s.
isOrdinary("item",t)||this.#s.isOrdinary("patron",t)}remember(t,e){this.#s.remember("item",e),this.#a.set(`${t} ${e}`,performance.now())}rememberEarlier(t,e,s){
this.#s.noteRole("item",e),this.#a.set(`${t} ${e}`,performance.now()-s)}rememberPatron(t){this.#s.remember("patron",t)}forget(t,e){this.#a.delete(`${t} ${e}`)&&
this.#s.forget("item",e)}#r(t){let e=q(t),s=this.#i?this.#e.exec(t):null,i=s??this.#e.exec(e.barcode),o=((i==null?void 0:i[1])||(s?t:e.barcode)).trim(),r=s?[]:e.
taken,a=j(o,d=>this.#s.isOrdinary("item",d)),h={barcode:o,taken:r,problem:a,guess:pt(a,o)};return this.#i?i?a==="control"||a==="read error"?h:{...h,problem:o.length>
32?"long":"",guess:""}:{...h,problem:a||"not an item"}:h}#o(t){var a;let{barcode:e,taken:s}=q(t),i=j(e,h=>this.#s.isOrdinary("patron",h));if(i)return{barcode:e,
taken:s,problem:i,guess:pt(i,e)};let o=((a=this.#n.exec(e))==null?void 0:a[1])??"";if(!o)return{barcode:e,taken:s,problem:"no patron",guess:""};let r=e.split(o,
2).filter(Boolean);return{barcode:o,taken:[...s,...r],problem:"",guess:""}}#h(t){var o,r;let e=q(t),s=(((o=this.#n.exec(t))==null?void 0:o[1])??((r=this.#n.exec(
e.barcode))==null?void 0:r[1])??"").trim();if(j(t)==="read error")return{barcode:t,taken:[],problem:"read error",guess:""};if(!s)return{barcode:t,taken:[],problem:"\
no patron",guess:""};let i=j(s,a=>this.#s.isOrdinary("patron",a));return{barcode:s,taken:[],problem:i,guess:pt(i,s)}}#l(t){return this.#s.wasOnly("item",t)?"was\
 item":this.#b(t,"2")}#u(t){return this.#s.wasOnly("patron",t)?"was patron":this.#w(t)?"patron":this.#b(t,"3")}#f(t,e,s){if(s)return{problem:s,guess:""};let i=this.#s.
oddity(t,e);if(i==="check digit")return{problem:this.#t.check_digit==="auto"?i:"",guess:""};if(i===""||t==="item"&&this.#i)return{problem:"",guess:""};let o=t===
"item"?"patron":"item";return this.#s.isOrdinary(o,e)?{problem:o,guess:""}:{problem:`odd ${t}`,guess:this.#p(t,e)}}#p(t,e){let s=[...e].map(i=>i===i.toUpperCase()?
i.toLowerCase():i.toUpperCase()).join("");return s!==e&&this.#s.isOrdinary(t,s)?s:""}#m(t,e,s){let i=t==="item"&&this.#i;if(i&&!this.#c&&!this.#e.test(e))return"\
not an item";if(!i&&q(e).barcode!==e)return"added";let o=j(e,a=>this.#s.isOrdinary(t,a));return(i&&!/^(control|read error|long)$/.test(o)?"":o)||this.#f(t,e,s).
problem}#k(t,e){let s=this.#a.get(`${t} ${e}`),i=this.#t.repeat_minutes*6e4;return s!==void 0&&performance.now()-s<i?`repeat ${t}`:""}#g(t){return this.#i&&this.#e.
test(t)}#w(t){if(!this.#d||this.#i)return!1;let e=mt(`^(?:${this.#t.patron_pattern})$`);return e!==void 0&&e.test(t)&&!e.test("#")}#b(t,e){return this.#t.check_digit!==
"codabar14"?"":De(t)?t[0]===e?"":An[t[0]]??`begins not with ${e}`:"check digit"}},Ue=n=>/^(patron|item|was patron|was item)$/.test(n);function z(n,t){let e=n.filter(([i])=>i*1e3<=t),[,s]=e[e.length-1]??n[0]??[0,0];return s*1e3}function wt(n,t){for(let e=1;e<n.length;e++){let[s,i]=n[e],o=n[e-1][1],
[r,a]=[s-30,s+o-i];if(i<o&&r*1e3<=t&&t<a*1e3){let h=Math.floor((Math.floor(t/1e3)-r)*30/(a-r));return(r+o+h)*1e3}}return t+z(n,t)}var Fe="server clock",Pn=5e3,Rn=2e3,In=2*36e5,Cn=60,We=15*6e4,$n=3*6e4,kt=class{#t;#s;#n=0;#e=0;#i;#c=!1;#d=Date.now()-performance.now();#a;constructor(t,e=()=>""){
this.#t=t,this.#i=e;let{ahead:s,zones:i}=Mn(t);this.#s=this.#d+(s??0),this.#a=new Map(Object.entries(i??{"":[[0,He()/1e3]]}))}learn({server_time:t,not_before:e,
zones:s=Bn(t)},i){var h;let o=Date.parse(t);if(!Number.isFinite(o)||!((h=s[""])!=null&&h.length))return;this.#a=new Map(Object.entries(s));let r=performance.now();
if(this.usable&&r-i>Rn)return;this.#s=o-(i+r)/2,(!this.#c||this.#n-this.#r>In)&&(this.#n=0),this.#h(Date.parse(e??"")||0),this.#c=!0,this.#d=Date.now()-r;let a=Math.
round(this.#s-this.#d);this.#t.set(Fe,JSON.stringify({ahead:a,zones:s}))}get usable(){return this.#c&&Math.abs(Date.now()-performance.now()-this.#d)<Pn}get#r(){
return performance.now()+this.#s}get zones(){return this.#a}#o(t){return this.#a.get(t)??this.#a.get("")??[]}now(t=this.#i()){return this.#h(this.#r),$(wt(this.#o(
t),this.#n))}#h(t){let e=performance.now()-this.#e;this.#n=Math.max(this.#n+e/Cn,t),this.#e+=e}timeOfScan(t){return this.#l(t)?this.now(t):null}#l(t){return this.
usable&&(t!==""||this.#a.size===1)}ago(t,e){return wt(this.#o(t),this.#r)-M(e)}at(t,e=Date.now()){return $(wt(this.#o(t),e+this.#r-Date.now()))}apart(t){if(!this.#l(
t))return;let[e,s]=[this.#r+z(this.#o(t),this.#r),Date.now()+He()],i=Math.round((e-s)/We);if(i===0||Math.abs(e-s-i*We)>$n)return;let[o,r]=[s,e].map(a=>S($(a)).slice(
0,5));return{quarters:i,workstation:o,server:r}}};function Mn(n){try{return JSON.parse(n.get(Fe)??"{}")}catch{return{}}}function Bn(n){let[,t,e,s]=/([+-])(\d\d):(\d\d)$/.
exec(n)??["","+","0","0"];return{"":[[0,+`${t}1`*(Number(e)*3600+Number(s)*60)]]}}function He(){return-new Date().getTimezoneOffset()*6e4}var X=c("noPatron"),Dn={patron:"buttonPatron",record:"buttonRecord",correct:"buttonCorrect",discard:"buttonDiscard",void:"buttonVoid",send:"buttonSend"};function tt({
offer:n,guess:t}){return n==="discard"||n==="patron"?n:t?"take":"record"}var te=["patron","blocked","expired"],et=({hold:n=[]})=>n.some(t=>te.includes(t)),qe=(n,t)=>n.
began!==void 0&&n.began===t.began&&n.patron===t.patron;function bt(n){let t=[tt(n),"record","correct","discard"];return[...new Set(t)]}function ee(n,{guess:t=""}){
return n==="take"?c("buttonTake",{guess:t}):n==="patron"&&t?c("buttonGuessPatron",{guess:t}):c(Dn[n])}function jn(n,t){let{guess:e="",reason:s}=n,i=tt(n);return i===
"discard"?c("keyDiscards",{key:t}):i==="take"?c("keyTakesGuess",{key:t,guess:e}):i==="patron"?e?c("keyMakesPatron",{key:t,patron:e}):c("keyMakesThisPatron",{key:t}):
et(n)?c("keyLetsPatron",{key:t}):s===X?c("keyLendsToNext",{key:t}):c("keyRecords",{key:t})}function ze(n,t){let{scanned:e=n.item??"",reason:s="",guess:i}=n,o=n.
kind==="L"&&!n.patron&&tt(n)==="record"&&s!==X;return[c("problemOf",{scanned:e,problem:s}),...i?[c("guessOf",{guess:i})]:[],t&&!o?jn(n,t):c("chooseInLog")].join(
" ")}function se(n,t,e){let{reason:s,scanned:i,offer:o,guess:r,hold:a,...h}=e===void 0?n:ne(n,e),d=h.kind==="L",l=h.patron||(d?t.patron:""),f=h.patron||!d?h.patronName:
t.patronName,u=!(a!=null&&a.length&&e!==void 0);return{...h,library:h.library||t.library,patron:l,patronName:f,state:"waiting",...u&&{accepted:u}}}function Ge(n,t){
var e;return n.state==="held"&&((e=n.hold)!=null&&e.every(s=>te.includes(s)))?se(n,t):n.state==="held"||n.state==="waiting"?{...n,patronAccepted:!0}:n}function Ke(n,t){
let e=n.filter(({kind:s})=>!(t.patronAccepted&&te.includes(s)));return t.state!=="waiting"||t.accepted||e.length===0?t:{...t,state:"held",hold:e.map(({kind:s})=>s),
reason:e.map(({reason:s})=>s).join(" ")}}function ne({tried:n,...t},e){let s=v(t.raw??""),i=t.raw&&Yt({...s,kind:s.kind,item:e});return{...t,item:e,...i&&{raw:i}}}
function yt({library:n,kind:t,patron:e}){return n?t==="L"&&!e?c("scanPatronFirst"):"":c("chooseLibraryFirst")}var vt=class{#t=!1;#s=new Set;#n=new Map;#e=new Map;#i=0;ended(){this.#t=!0,this.#s.clear()}interrupted(t){if(t&&this.#t){this.#i=this.#s.size?0:this.#i+1;for(let[
e,s]of this.#n)this.#s.has(e)||(this.#n.set(e,s-1),this.#e.delete(e))}this.#t=!1}judge(t,e){if(!this.#t)return"";let s=this.#n.get(t)??0,i=e==="none"||e==="litt\
le"&&this.#i<3,o=this.#s.has(t);if(o&&(this.#n.delete(t),this.#e.delete(t)),o||s<=0&&!i)return this.#t=!1,o?"":"after a scan";this.#s.add(t);let r=(this.#e.get(
t)??0)+1;return this.#e.set(t,r),this.#n.set(t,r>=3?2:1),r>=3?"suffix":"perhaps suffix"}};var Tt=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>n.length===1&&!t&&!e&&!s,st=({ctrlKey:n,altKey:t,metaKey:e,shiftKey:s})=>n||t||e||s,St=n=>n instanceof Element&&n.
matches("input[type=text], textarea, select");function Ot(n){var e;let t=((e=/^Numpad(\d)$/.exec(n.code))==null?void 0:e[1])??"";return st(n)||Tt(n)?"":t}var _n=({
altKey:n,code:t})=>n&&/^Numpad\d$/.test(t),ie=({key:n,ctrlKey:t,altKey:e})=>t&&!e&&/^[jm]$/i.test(n),Un=({key:n,ctrlKey:t,altKey:e,metaKey:s})=>t&&!e&&!s&&n.length===
1&&!/[acvxyz0+=-]/i.test(n),xt=class{last;#t;#s;#n;#e=new vt;#i=new Map;constructor(t,e,s){this.last=t[0],this.#t=t,this.#s=e,this.#n=s,addEventListener("focusi\
n",({target:i})=>{this.last=this.#c(i)??this.last}),addEventListener("pointerdown",()=>this.#e.interrupted(!1)),addEventListener("keydown",i=>this.#d(i));for(let i of t)
i.addEventListener("input",()=>this.#l(i)),i.addEventListener("beforeinput",o=>this.#f(i,o))}back(){this.focus(this.last)}focus(t){this.last=t,t.focus(),this.#n.
isDone(t)?t.select():t.setSelectionRange(t.value.length,t.value.length)}isUnsent(t){return t.value.trim()!==""&&!this.#n.isDone(t)}get hasUnsent(){return this.#t.
some(t=>this.isUnsent(t))}endAll(){for(let t of this.#t)this.isUnsent(t)&&this.end(t)}type(t){let e=t.split(/[\r\n\t]+/);e.forEach((s,i)=>{this.back(),s&&this.#u(
this.last,s),i<e.length-1&&this.isUnsent(this.last)&&this.end(this.last)})}end(t){let e=t.value.trim();if(!e){let i=this.#e.judge("Enter",this.#n.senseOf(t,"Ent\
er"));/suffix/.test(i)?this.#n.taken("Enter",i==="suffix"):this.#n.enter(t,i==="after a scan");return}let s=this.#i.get(t);this.#i.delete(t),this.#e.ended(),this.#n.
scanned(t,e,s&&t.value.length>s.length?s.key:"")}#c(t){return this.#t.find(e=>e===t)}#d(t){let e=this.#c(t.target);t.defaultPrevented||t.isComposing||(/^F\d+$/.
test(t.key)?this.#o(t,e):e?this.#a(t,e):this.#r(t))}#a(t,e){let s=Ot(t);if(t.key==="Enter"||ie(t)){if(t.preventDefault(),t.repeat)return;if(t.key==="Enter"||e.value.
trim())return this.end(e);this.#e.interrupted(!1),this.#n.taken("LF",!0)}else if(t.key==="Tab"&&!st(t)){if(!this.isUnsent(e))return;t.preventDefault(),this.end(
e)}else s?(t.preventDefault(),this.#u(e,s)):Un(t)&&this.isUnsent(e)&&(t.preventDefault(),this.#h(e,`Control+${t.key.toUpperCase()}`))}#r(t){if(St(t.target))return;
let e=Ot(t);(e||_n(t)||Tt(t)&&t.key!==" ")&&this.back(),e&&(t.preventDefault(),this.#u(this.last,e))}#o(t,e){if(st(t))return;let{key:s,target:i}=t,o=e?this.isUnsent(
e):i instanceof HTMLTextAreaElement||i instanceof HTMLInputElement&&i.value!=="",r=this.#s.includes(s);if((o||r||!/^F(5|11)$/.test(s))&&t.preventDefault(),o)e&&
this.#h(e,s);else if(r&&!t.repeat){let a=this.#e.judge(s,e?this.#n.senseOf(e,s):"some");/suffix/.test(a)?this.#n.taken(s,a==="suffix"):this.#n.pressed(s,a==="af\
ter a scan")}}#h(t,e){this.#i.has(t)||this.#i.set(t,{key:e,length:t.value.length}),t.value.length>32?this.end(t):this.#n.ignored(e)}#l(t){t.value===""&&this.#i.
delete(t),this.#e.interrupted(!0)}#u(t,e){let{selectionStart:s,selectionEnd:i,value:o}=t;t.setRangeText(e,s??o.length,i??o.length,"end"),t.dispatchEvent(new Event(
"input",{bubbles:!0}))}#f(t,e){var i;let s=e.data??((i=e.dataTransfer)==null?void 0:i.getData("text/plain"))??"";/^insert(LineBreak|Paragraph)$/.test(e.inputType)?
(e.preventDefault(),this.end(t)):/[\r\n\t]/.test(s)&&(e.preventDefault(),this.type(s))}};var nt="---";function Wn(n,t){let e=i=>t.some(o=>o.toLowerCase().startsWith(i)),s="";for(let i of n.toLowerCase())if(s=e(s+i)?s+i:i,!e(s))return!1;return!0}var Et=class{#t;#s;#n;#e="";#i="";#c=!1;constructor(t,e,s){
this.#t=t,this.#s=e,this.#n=s,t instanceof HTMLSelectElement&&(this.#d(t),this.#i=t.value,t.addEventListener("focus",()=>this.#a()),t.addEventListener("pointerd\
own",()=>this.#c=!0),t.addEventListener("change",()=>this.#r()),t.addEventListener("keydown",i=>this.#o(i,t)))}get code(){return this.#t.value===nt?"":this.#t.value}get name(){
let t=this.#t;return t instanceof HTMLSelectElement?t.selectedOptions[0].text:t.dataset.name??""}#d(t){let e=[...t.options],s=r=>e.some(({value:a})=>a===r),i=new URLSearchParams(
location.search).get("library")??nt,o=this.#s.get("library")??nt;if(i!==nt&&s(i)){t.value=i;for(let r of e)r.value!==i&&r.remove()}else t.value=s(o)?o:nt}#a(){this.#e=
"",this.#i=this.#t.value}#r(){this.#s.set("library",this.#t.value),this.#c&&this.#n.back()}#o(t,e){this.#c=!1;let{key:s}=t,i=Ot(t);if(i||Tt(t)&&(this.#e||s!==" ")){
if(this.#e+=i||s,Wn(this.#e,[...e.options].map(({text:r})=>r)))return;t.preventDefault();let o=this.#e;e.value=this.#i,this.#r(),this.#a(),this.#n.type(o)}else s===
"Enter"?(t.preventDefault(),this.#n.back()):/^(Arrow|Page|Home|End|Escape)/.test(s)&&(this.#e="",setTimeout(()=>this.#a()))}};function oe(n,t){var o;let e=n.trim();if(/^\d{7,}$/.test(e))return e;let s=[...e].map((r,a)=>e.slice(a)),i=r=>/^(?=.*\d)\S{6,}$/.test(r)&&t(r);return s.find(i)??
((o=/(?:^|\D)(\d{14})$/.exec(e))==null?void 0:o[1])??""}function Hn({value:n,selectionStart:t}){let e=n.slice(0,t).split(`
`).pop()??"";return e.includes(",")?"":e}var Ve=n=>(n.key==="Enter"||n.key==="Tab")&&!st(n)&&!n.isComposing;function Je({fields:n,lines:t},e,s,i){for(let o of n)
o.addEventListener("keydown",r=>{if(!Ve(r))return;let a=oe(o.value,s);if(a)o.value=o.value.trim().slice(0,-a.length).trim(),e.type(`${a}
`);else if(r.key==="Enter")i();else return;r.preventDefault()});t.addEventListener("keydown",o=>{let r=Ve(o)?Hn(t):"";if(!r.trim())return;o.preventDefault();let a=t.
selectionStart;t.setRangeText("",a-r.length,a,"end"),e.type(`${r}
`)})}var Lt="turn",re="left",Fn=5*6e4,ae=c("unclearEnter"),Nt=class{#t;#s;#n;#e;#i;#c;#d;#a;#r;#o;#h="";#l=!1;#u=0;#f=!1;#p=!1;#m=[];#k=!1;#g;#w="";#b;constructor(t,{
settings:e,session:s,station:i,keys:o,held:r,turned:a}){this.#t=t,this.#s=e,this.#n=s,this.#e=i,this.#i=i.checks,this.#c=o,this.#d=r,this.#a=a;let{patronBarcode:h,
itemBarcode:d,itemBarcode2:l,callNumber:f,patronName:u,textarea:w}=t;this.#o=new xt([h,d,l],Object.values(o).filter(Boolean),{scanned:(k,p,x)=>this.#E(k,p,x),enter:(k,p)=>this.#_(
k,p),pressed:(k,p)=>this.#U(k,p),ignored:k=>i.announce(c("keyWithinScan",{key:k}),"look"),taken:(k,p)=>this.#q(k,p),isDone:k=>k===h&&this.#h!==""&&k.value===this.#w,
senseOf:(k,p)=>this.#F(k,p)}),this.#r=new Et(t.library,e,this.#o),Je({fields:[f,u].filter(Boolean),lines:w},this.#o,k=>this.#i.isOrdinary(k),()=>this.#o.focus(d)),
h.addEventListener("click",()=>this.#o.focus(h)),h.addEventListener("input",()=>{h.value!==this.#w&&(this.#l=this.#l||this.#h!=="",this.#v(""))}),addEventListener(
"pagehide",()=>s.get(Lt)&&s.set(re,String(Date.now()))),addEventListener("pageshow",()=>s.set(re,"")),this.#D(t.checkoutbutton,d),this.#D(t.checkinbutton,l),t.addEventListener(
"click",({target:k})=>{k instanceof Element&&k.closest("button")&&!k.closest("tbody, .correction")&&!St(document.activeElement)&&this.#o.back()})}get library(){
return this.#r.code}get libraryName(){return this.#r.name}get hasText(){return this.#o.hasUnsent}flush(){this.#o.endAll()}restore(){let[t,e]=[this.#n,this.#s].map(
o=>o.get(Lt)??""),s=Math.abs(Date.now()-Number(this.#n.get(re)))<Fn;if(t&&s){let{patron:o,shown:r,began:a,isLetThrough:h}=JSON.parse(t);return this.#T(o,r,[],{began:a,
isLetThrough:h}),!1}if(this.#O(""),!e)return!1;let{patron:i}=JSON.parse(e);return this.#p=!0,this.#e.announce(c("patronUnfinished",{patron:i}),"look"),this.#o.focus(
this.#t.itemBarcode),!0}begin(){this.#P(),this.#e.announce(c("readyToScan"),"")}get patron(){return this.#h}finish(){this.#o.endAll(),this.#S()}#S(){let t=this.#h;
this.#P(),t&&this.#e.hint(c("patronDone",{count:this.#e.countOf(t)}))}#v(t){this.#h=t,this.#a()}#O(t){this.#n.set(Lt,t),this.#s.set(Lt,t)}back(){this.#o.back()}takeStray(t){
let e=oe(t,s=>this.#i.isOrdinary(s));return e&&this.#o.type(`${e}
`),e!==""}correctLine(t){let{textarea:e}=this.#t;e.closest("details").open=!0;let s=e.value.split(`
`).filter(Boolean);s.includes(t)||(e.value=[...s,t,""].join(`
`)),e.focus()}async decide(t,e,s=Promise.resolve(e)){if(t==="discard"||t==="void")return this.#e.void(await s);if(t==="patron")return this.#R(e,s);this.#p=!0,et(
e)&&e.began===this.#u&&e.patron===this.#h&&(this.#f=!0,this.#L()),await this.#e.accept([s],this.#C,t==="take"?e.guess:void 0)}async#R({guess:t,scanned:e="",item:s=""},i){
this.#x();let o=this.#i.patron(t||e||s),r=t||(o.problem==="no patron"?s:o.barcode)||s;this.#P(),this.#i.rememberPatron(r),this.#T(r,r,[]),await this.#e.remove(i)}#x(){
let{patronBarcode:t}=this.#t,e=this.#o.isUnsent(t);return e&&this.#o.end(t),e}#E(t,e,s){let{patronBarcode:i,itemBarcode:o}=this.#t;if(this.#g&&this.#M(),t===i)return this.#N(
e,s);let r=t===o?"L":"R";r==="L"&&this.#x(),this.#j(r,t,e,s)}#N(t,e){let{itemBarcode:s,patronBarcode:i}=this.#t;if(!e&&this.#h&&t===this.#w)return this.#o.focus(
s);this.#h&&(this.#m=[]),(this.#h||this.#l)&&this.#y(),this.#l=!1,this.#v(""),this.#w="",this.#p=!1,i.value="";let o=this.#i.patron(t),r=this.#$(o,e);if(!r)return this.#i.
rememberPatron(o.barcode),this.#T(o.barcode,t,o.taken);this.#O(""),this.#b=void 0;let{guess:a}=o;this.#e.hold(this.#I("L",o.barcode),{reason:r,scanned:t,offer:this.#A(
o),guess:a}),this.#o.focus(s)}#A(t){return Ue(t.problem)?void 0:this.#i.isNone(t)&&!t.guess?"discard":"patron"}#y(){let{patronName:t,callNumber:e}=this.#t;for(let s of[
t,e])s&&(s.value="")}#L(){let t=this.#f;this.#O(JSON.stringify({patron:this.#h,shown:this.#w,began:this.#u,isLetThrough:t}))}#T(t,e,s,{began:i=Date.now(),isLetThrough:o=!1}={}){
let{patronBarcode:r,itemBarcode:a}=this.#t;this.#v(t),this.#w=e,this.#p=!1,r.value=e,this.#u=i,this.#f=o,this.#L();let h=c("patronChosen",{patron:t})+Ye(s);this.#m.
length?this.#e.offer(h+this.#W(),()=>this.#H()):this.#e.announce(h,""),this.#o.focus(a)}#j(t,e,s,i){let{callNumber:o}=this.#t;e.value="",this.#p=!0,this.#b=void 0;
let r=t==="L"?this.#h:"",a=this.#i.item(t,s,r),h=this.#I(t,a.barcode),d=t==="L"&&this.#k;this.#k=!1;let l=this.#$(a,i)||qn(h)||(d?ae:"");if(t==="L"&&o&&(o.value=
""),this.#o.focus(e),!l)return this.#e.scan(h,Ye(a.taken));let u=l===ae||this.#i.mayBePatron(a)?"patron":void 0,w=this.#e.hold(h,{reason:l,scanned:s,offer:u,guess:a.
guess});l===X&&this.#m.push(w),l===ae&&(this.#g=w)}#I(t,e){let{callNumber:s,patronName:i}=this.#t,o={library:this.#r.code,kind:t,item:e};if(t==="R")return o;let r=this.#h?
(i==null?void 0:i.value.trim())??"":"",a=this.#h?{began:this.#u,...this.#f&&{patronAccepted:!0}}:{};return{...o,patron:this.#h,callNumber:(s==null?void 0:s.value.
trim())??"",patronName:r,...a}}#$({problem:t},e){return e?c("cutByKey",{key:e}):t&&this.#i.words(t)}#_(t,e){let{patronBarcode:s,itemBarcode:i}=this.#t,o=this.#B(
"Enter");t===i&&this.#x()||(t===i?(this.#S(),e&&(this.#b=o)):this.#e.announce(t===s?c("scanPatron"):c("scanItem"),""))}#P(){this.#h&&(this.#m=[]),this.#M(),this.#b=
void 0,this.#o.focus(this.#t.patronBarcode)}#M(){this.#y(),this.#t.patronBarcode.value="",this.#k=!1,this.#g=void 0,this.#v(""),this.#w="",this.#O("")}async#U(t,e){
let{patronBarcode:s,itemBarcode2:i}=this.#t,{check_out:o,check_in:r,accept:a}=this.#c;if(this.#b=t===o&&e?this.#B(t):void 0,t===o)this.#o.focus(s),this.#e.hint(
c("checkOut"));else if(t===r)this.#o.focus(i),this.#e.hint(c("checkIn"));else{let{offer:h,held:d,withId:l}=t===a?this.#e.latest:{};h?h():d?await this.decide(tt(
d),d,l):this.#d()}}#W(){let[t,e,s]=[this.#m.length,this.#c.accept,this.#h];if(t===0)return"";let i=e?` ${c("keyLendsOrphans",{count:t,key:e,patron:s})}`:"";return`\
 ${c("orphansHeld",{count:t})}${i}`}async#H(){let t=this.#m;this.#m=[],this.#p=!0,await this.#e.accept(t,this.#C)}get#C(){var e;let t=((e=this.#t.patronName)==null?
void 0:e.value.trim())??"";return{library:this.#r.code,patron:this.#h,patronName:t}}#F(t,e){var o;let{itemBarcode:s,itemBarcode2:i}=this.#t;return e===this.#c.accept||
e===this.#c.held?"some":t!==s?e==="Enter"||t===i&&e===this.#c.check_in?"none":"some":this.#p?"some":e===((o=this.#b)==null?void 0:o.key)?"none":"little"}#q(t,e){
let s=this.#b;if(t==="Enter"&&this.#z(e),!e&&!this.#p&&this.#e.hint(c("keyAgain",{key:t})),t!==(s==null?void 0:s.key)&&!(t==="LF"&&(s==null?void 0:s.key)==="Ent\
er"))return;if(this.#b=void 0,t==="LF")return this.#h?void 0:this.#G(s);let[i,o]=[this.#h,this.#w];if(!i)return;this.#P();let r=c("keyAfterBoth",{key:t}),a=s.field===
this.#t.itemBarcode2?"R":"L";this.#e.hold(this.#I(a,i),{reason:r,scanned:o,offer:"patron"}),this.#o.focus(this.#t.itemBarcode)}#z(t){let e=this.#g;this.#g=void 0,
this.#k=!t&&this.#h!=="",e&&this.#e.accept([e],this.#C)}#B(t){let{patronName:e}=this.#t;return{key:t,field:this.#o.last,patron:this.#h,shown:this.#w,name:(e==null?
void 0:e.value)??""}}#G({field:t,patron:e,shown:s,name:i}){let{patronBarcode:o,patronName:r}=this.#t;this.#v(e),this.#w=s,this.#p=!0,o.value=s,r&&(r.value=i),this.#o.
focus(t)}#D(t,e){t.addEventListener("click",s=>{s.preventDefault();let i=St(document.activeElement),o=i?this.#o.last:e;i&&s.detail===0||o.value.trim()?this.#o.end(
o):this.#K(e)})}#K(t){let{patronBarcode:e,itemBarcode:s}=this.#t;if(t===s&&this.#x())return;let i=t===s&&!this.#h&&this.#o.last!==s;this.#o.focus(i?e:t),this.#p||
this.#e.hint(i?c("scanPatron"):c("scanItem"))}};function qn({library:n,kind:t,patron:e}){return t==="L"&&!e?X:n?"":c("noLibrary")}function Ye(n){if(n.length===0)
return"";let t=n.reduce((e,s)=>c("partsJoined",{first:e,second:s}));return` ${c("takenOff",{parts:t})}`}var Ze="desk",zn=40,At=class{#t;#s;constructor(t,e,{ask:s,named:i}){this.#t=t,this.#s=e,t.addEventListener("click",()=>s(this.text,o=>{this.text=o,this.show(),i()}))}get text(){
return this.#s.get(Ze)??""}set text(t){let e=t.replace(new RegExp("\\p{C}","gu"),"").trim();this.#s.set(Ze,[...e].slice(0,zn).join(""))}show(t=0){let{text:e}=this,
s=e?t?c("nameTwice",{name:e}):e:c("nameDesk");this.#t.textContent!==s&&(this.#t.textContent=s),this.#t.classList.toggle("is-off",t>0)}};function ce(n,t,e){let s=document.createElement("a");s.href=URL.createObjectURL(new Blob([t],{type:e})),s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(
s.href),6e4)}var it=4,he=5,de=7,Gn=[32,48,32,64],Kn="---",_=n=>n.replace(new RegExp("^\\p{White_Space}+|\\p{White_Space}+$","gu"),""),Pt=n=>_(n)==="",Qe=n=>!new RegExp("\\p{W\
hite_Space}","u").test(n),Xe=n=>new RegExp("\\p{N}","u").test(n),Vn=(n,t)=>[...n].length>t||/[\p{Cc}\p{Cs}\ufffd\u{10000}-\u{10ffff}]/u.test(n);function ue(n,t){
let e=Zn(n)??Yn(n);if(!e||e.slice(de).some(Boolean)||e.length>de&&!n.includes('"')&&e[it]&&e[he])return;let[s,i="",o,r="",a="",h="",d=""]=e,l=Jn(i);if(!(!l||o!==
"L"&&o!=="R"||!r||o==="L"&&!h)&&!(!s||s===Kn||!t(s))&&![r,a,h,d].some((f,u)=>Vn(f,Gn[u])))return{library:s,time:l,kind:o,item:r,callNumber:a,patron:h,patronName:d}}
var I=({library:n,time:t,kind:e,item:s,patron:i})=>JSON.stringify([n,t,e,s,i]);function Jn(n){if(!/^(\d{14}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.test(n))return;let t=n.
replace(/\D/g,""),e=M(t);return t>="1000"&&Number.isFinite(e)&&$(e)===t?t:void 0}function Yn(n){let t=[""],e="start";for(let s of n.replace(/[\r\n]/g,"�"))e===
"quoted"?s==='"'?e="quote":t[t.length-1]+=s:s===","?(t.push(""),e="start"):s==='"'&&e==="start"?e="quoted":(e=s==='"'&&e==="quote"?"quoted":"bare",t[t.length-1]+=
s);return e==="quoted"?void 0:t.map(_)}function Zn(n){let t=n.split(",");if(!(t.length>de&&!n.includes('"')&&!Pt(t[it]))||t.slice(it).some(r=>/^[LR]$/.test(_(r))))
return;let s=_(t[2]),i=s==="L"?Qn(t):s==="R"?Xn(t):-1;if(i<0)return;let o=(r,a)=>_(t.slice(r,a).join(","));return[...t.slice(0,it).map(_),o(it,i),o(i,i+1),o(i+1).
replace(/[, ]+$/,"")]}function Qn(n){let t=n.flatMap((r,a)=>a>=he&&/^\d+$/.test(_(r))?[a]:[]),[e]=t;if(t.length!==1||!Qe(n[e]))return-1;let[s,i]=[n.slice(he,e),
n.slice(e+1)];return!s.some(r=>Qe(r)&&Xe(r))&&!i.some(Xe)&&i.length>0&&!Pt(i[0])?e:-1}function Xn(n){let t=n.length-2;return n.slice(t).every(Pt)&&!Pt(n[t-1])?t:
-1}var le=3,Rt=n=>n.split(/\r\n?|\n/).map(t=>t.replace(/^[\s\u0085]+|[\s\u0085]+$/g,"")).filter(Boolean);function It(n){let t=v(n);return t.time&&t.item?I(t):n}function ts(n,t){
let e=n.flatMap(i=>{let o=v(i);return o.item?t.line(o).map(r=>c("problemOf",{scanned:o.item,problem:t.words(r)})):[]}),s=e.length>le?[c("moreProblems",{count:e.
length-le})]:[];return[...e.slice(0,le),...s].join(" ")}var ti=[["utf-16le",[255,254]],["utf-16be",[254,255]]];function ei(n){let[t]=ti.find(([,e])=>e.every((s,i)=>n[i]===s))??["utf-8"];try{return new TextDecoder(t,{
fatal:!0}).decode(n)}catch{return}}var si=n=>/^\d{12}[LR]/.test(n)||/^"?Library"?[,;\t]"?Time"?[,;\t]/.test(n);function es(n){let t=ei(n)??"",e=Rt(t);if(!(e.some(
o=>/^[LR]$/.test(v(o).kind))&&!e.some(si)))return;let i=/[\r\n][\s\0]*$/.test(t)?"":e.pop();return{whole:e,cut:i}}var ni=80;function ii({time:n,kind:t,item:e,patron:s}){let i=" ".repeat(Math.max(0,ni-[...e].length));return`${n.slice(0,12)}${t}${e}${i}${t==="L"?s:""}\r
`}function oi(n,t){let e=M(t);return e-z(n,e-z(n,e))}function ri(n,t){let e=new Set,i=n.filter(r=>!e.has(I(r))&&e.add(I(r))).sort((r,a)=>r.time<a.time?-1:+(r.time>
a.time));return t.size<2?i:i.map(r=>({moment:oi(t.get(r.library)??t.get("")??[],r.time),record:r})).sort((r,a)=>r.moment-a.moment).map(({record:r})=>r)}function ss(n,t,e){
let s=new Map;for(let i of ri(n,t)){let o=e?i.library:"";s.set(o,(s.get(o)??"")+ii(i))}return[...s].map(([i,o])=>({library:i,text:o}))}function fe(n,t){let e=t.
replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/,"$1-$2-$3_$4");return`${n&&`${n}_`}${e}.dat`}var ai=n=>n.map(({id:t})=>t),ns=({raw:n=""})=>ue(n,()=>!0);async function is(n,t,e){let s=await n.all(),i=s.filter(({state:u})=>u==="voiding").map(({raw:u})=>u),
o=s.filter(({state:u,raw:w})=>u==="waiting"&&!i.includes(w)),r=ci(s.filter(T),t,e),h=(await n.update(ai(o),u=>{if(u.state!=="waiting")return u;let w=N(u,t),k=ue(
w,p=>e.includes(p));return k?{...u,raw:w,state:"taken out",file:r(k)}:u})).flatMap(u=>u.after??[]),d=h.filter(T),l=d.every(u=>n.isStored(u));l||await me(n,d);let f=new Set(
d.map(({file:u})=>u));return{isStored:l,files:l?pe(await n.all(),t).filter(({name:u})=>f.has(u)):[],count:d.length,refused:h.length-d.length,open:s.filter(F).length}}
function ci(n,t,e){let s=new Map;for(let a of n){let h=ns(a);h&&s.set(I(h),a.file??"")}let i=[...s.values()],o=new Map,r=a=>{let h=t.now(a);for(;i.includes(fe(a,
h));)h=$(M(h)+1e3);return fe(a,h)};return a=>{let h=e.length>1?a.library:"",d=s.get(I(a))??o.get(h)??r(h);return s.has(I(a))||o.set(h,d),d}}function pe(n,t){var s;
let e=new Map;for(let i of n.filter(T)){let o=i.file??"",r=ns(i);e.has(o)||e.set(o,[]),r&&((s=e.get(o))==null||s.push(r))}return[...e].map(([i,o])=>{var r;return{
name:i,text:((r=ss(o,t.zones,!1)[0])==null?void 0:r.text)??""}})}async function me(n,t){return rs(n,t,({file:e,...s})=>({...s,state:"waiting"}))}async function os(n,t){
return rs(n,t,()=>null)}async function rs(n,t,e){let s=t.flatMap(({id:o})=>o===void 0?[]:[o]);return(await n.update(s,o=>T(o)?e(o):o)).filter(({before:o})=>T(o)).
length}var hi="text/plain",di="application/octet-stream",Ct=class{#t;#s;#n;#e;#i=[];#c=()=>{};constructor(t,e,s,i,o){this.#n=t,this.#t=e,this.#s=i,this.#e=o,t.saveButton.
addEventListener("click",()=>this.#h(s)),t.openButton.addEventListener("click",()=>t.file.click()),t.file.addEventListener("change",()=>this.#l(t.file)),t.makeButton.
addEventListener("click",()=>this.#u()),t.againButton.addEventListener("click",()=>this.#f(pe(this.#i,s))),t.sendButton.addEventListener("click",r=>this.#a(r,()=>this.
askToSend(this.#i))),t.removeButton.addEventListener("click",r=>this.#a(r,()=>this.#d(this.#i))),t.yesButton.addEventListener("click",()=>this.#o(this.#c)),t.noButton.
addEventListener("click",()=>this.#o()),t.place.addEventListener("keydown",({key:r})=>r==="Escape"&&this.#o())}show(t){this.#i=t.filter(T);let e=this.#i.length;
this.#n.taken.hidden=this.#n.count.hidden=e===0,this.#n.count.textContent=c("takenOutHere",{count:e}),e===0&&!this.#n.place.hidden&&this.#o()}askToSend(t){this.#r(
c("askSend",{count:t.length}),c("answerSend"),async()=>{let e=await this.#t.whileNothingIsSent(s=>me(s,t));this.#t.announce(c("sentAfterAll",{count:e}),""),await this.#t.
send()})}#d(t){this.#r(c("askRemove",{count:t.length}),c("answerRemove"),async()=>{let e=await this.#t.whileNothingIsSent(s=>os(s,t));this.#t.announce(c("remove\
dHere",{count:e}),"")})}#a(t,e){t.stopPropagation(),e()}#r(t,e,s){let{place:i,question:o,yesButton:r,noButton:a}=this.#n;this.#c=s,o.textContent=t,r.textContent=
e,i.hidden=!1,a.focus()}#o(t){this.#n.place.hidden=!0,t==null||t(),this.#e()}async#h(t){let e=await this.#t.linesToSave();e.length===0?this.#t.announce(c("nothi\
ngToSave"),""):ce(`offline-circ-${t.now()}.txt`,`${e.join(`\r
`)}\r
`,hi);let s=this.#t.held.length;s>0&&this.#t.announce(c("heldNotInFile",{count:s}),"look")}async#l(t){let[e]=t.files??[],s=e&&es(new Uint8Array(await e.arrayBuffer()));
t.value="",s?(await this.#t.takeOver(s.whole),s.cut&&this.#t.announce(c("fileIsCut",{line:s.cut}),"look")):e&&this.#t.announce(c("fileNotOfPage"),"not recorded")}async#u(){
let{makeButton:t}=this.#n,e=t.textContent;t.disabled=!0,t.textContent=c("fileBeingMade");let s=this.#s;try{let i=await this.#t.whileNothingIsSent((r,a)=>is(r,a,
s));this.#f(i.files);let o=i.isStored&&i.open+i.refused===0;this.#t.announce(ui(i),i.isStored?o?"":"look":"not recorded")}finally{t.disabled=!1,t.textContent=e}}#f(t){
for(let{name:e,text:s}of t)ce(e,s,di)}};function ui({isStored:n,files:t,count:e,refused:s,open:i}){if(!n)return c("fileNotMade");let o=t.map(({name:a})=>a).join(
", "),r=[e?c("takenOut",{count:e,files:o}):c("nothingToTakeOut")];return s&&r.push(c("refusedNotInFile",{count:s})),i&&r.push(c("openNotInFile",{count:i})),r.join(
" ")}var $t=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),n=>(n%36).toString(36)).join("");function ge(n){try{return new BroadcastChannel(n)}catch{return}}
function as(n,t,e){let s=n.get("tab"),i=/^[a-z0-9]{16}$/.test(s??""),o=$t(),r=()=>n.set("tab",s=$t());return i||r(),new Promise(a=>{if(t==null||t.addEventListener(
"message",({data:{asks:h,owned:d,by:l}})=>{h===s&&t.postMessage({owned:s,by:l}),!(d!==s||l!==o)&&(r(),e(),a())}),!i||!t)return a();t.postMessage({asks:s,by:o}),
setTimeout(a,400)})}var li=2e4,cs=1e3,fi=1e4,hs=3,we="workstation",ot={sound:"sound tested",scanner:"scanned",practice:"practised"};function ke(n,t){n.set(ot[t],String(Date.now()))}
var Bt=class{#t;#s;#n;#e;#i;#c;#d=[];#a="";#r;#o=!1;#h=!1;#l=!1;#u=!1;#f=hs;#p={offline:"no",storage:"temporary"};constructor({settings:t,session:e,page:s,fixed:i,
facts:o,named:r}){this.#t=t,this.#s=e,this.#n=s,this.#e=i,this.#i=o,this.#c=r,t.get(we)||t.set(we,$t())}start(){this.#o=!0,this.beat(!0),setInterval(()=>this.beat(
++this.#f>=hs),li),this.#n.addEventListener("visibilitychange",()=>this.beat()),addEventListener("pagehide",()=>this.#k()),addEventListener("pageshow",({persisted:t})=>t&&
this.beat(!0))}show(t){this.#d=t,!(!this.#o||this.#w()===this.#a)&&(this.#r=this.#r??setTimeout(()=>{this.#r=void 0,this.#w()!==this.#a&&this.beat()},cs))}async beat(t=!1){
if(this.#o&&(this.#l=!0,this.#u=this.#u||t,!this.#h)){this.#h=!0;try{for(;this.#l;)await this.#m()}finally{this.#h=!1}}}async#m(){let t=this.#u;this.#l=!1,this.#u=
!1,clearTimeout(this.#r),this.#r=void 0;let e=this.#i().then(d=>{this.#p=d});await Promise.race([e,new Promise(d=>setTimeout(d,cs))]);let s=this.#w(),i=new URLSearchParams(
{...this.#b(),...t&&{asks:"1"}}),o=new AbortController;setTimeout(()=>o.abort(),fi);let{signal:r}=o,a=await fetch("heartbeat.php",{method:"POST",headers:{Accept:"\
application/json"},body:i,signal:r}).catch(()=>{});if(!(a!=null&&a.ok))return;this.#a=s;let{same_name:h}=await a.json().catch(()=>({}));t&&(this.#f=0,this.#c(Number(
h??0)))}#k(){var t;(t=navigator.sendBeacon)==null||t.call(navigator,"heartbeat.php",new URLSearchParams({...this.#b(),leaving:"1"})),this.#a=""}#g(){let[t,e,s]=[
L,F,T].map(i=>this.#d.filter(i));return{waiting:t,held:e,taken:s}}#w(){let{waiting:t,held:e,taken:s}=this.#g();return`${t.length} ${e.length} ${s.length}`}#b(){
let{waiting:t,held:e,taken:s}=this.#g(),i=[...t,...e,...s].flatMap(({epoch:a})=>a===void 0?[]:[a]),o=a=>Number(this.#t.get(a)),r={sound:o(ot.sound),scanner:Math.
max(o(ot.scanner),o(ot.practice)),practice:o(ot.practice)};return{workstation:this.#t.get(we)??"",tab:this.#s.get("tab")??"",desk:this.#t.get("desk")??"",waiting:String(
t.length),held:String(e.length),taken:String(s.length),...this.#n.hidden&&{hidden:"1"},age:Mt(Math.min(...i)),now:String(Date.now()),...this.#e,...this.#p,sound:Mt(
r.sound),scanner:Mt(r.scanner),practice:Mt(r.practice)}}};function Mt(n){return!n||!Number.isFinite(n)?"":String(Math.max(0,Math.round((Date.now()-n)/1e3)))}async function ds(n){
var e,s;let t=await((s=(e=navigator.storage)==null?void 0:e.persisted)==null?void 0:s.call(e).catch(()=>!1))?"persistent":"temporary";return{offline:await pi()?
"yes":"no",storage:n?t:"none"}}async function pi(){var t;let n=await((t=navigator.serviceWorker)==null?void 0:t.getRegistration().catch(()=>{}));return n!=null&&
n.active?await caches.match(new URL("index.php",location.href).href).catch(()=>{})!==void 0:!1}function us(n,t){let e=new ResizeObserver(()=>{document.documentElement.style.setProperty("--card",`${n.offsetHeight}px`),document.activeElement instanceof HTMLInputElement&&
document.activeElement.scrollIntoView({block:"nearest"})});e.observe(n),e.observe(t)}var mi=20,be="latest",Dt=class{#t;#s;constructor(t,e){this.#t=t,this.#s=e}get today(){let t=JSON.parse(this.#t.get(be)??"null"),e=this.#s.now().slice(0,8);return(t==
null?void 0:t.day)===e?t:{day:e,L:0,R:0,latest:[]}}#n(t){this.#t.set(be,JSON.stringify({...t,latest:t.latest.slice(0,mi)}))}clear(){this.#t.set(be,"null")}recorded(t){
let{today:e}=this,s=S(this.#s.now());for(let{raw:i="",epoch:o,desk:r}of t){let a=v(i),h=a.kind;h in e&&(e[h]+=1),e.latest.unshift({...a,kind:h,raw:i,epoch:o,desk:r,
state:"recorded",at:s})}this.#n(e)}mark(t,e){let{today:s}=this,i=s.latest.find(o=>o.raw===t&&o.state!=="voided");i&&(e==="voided"&&i.kind&&i.kind in s&&(s[i.kind]-=
1),i.state=e,this.#n(s))}find(t){return this.today.latest.find(e=>e.raw===t.raw||D(e,t))}};var rt=20,gi=50,fs={shapes:40,heads:20},wi=500,ki=.98,ye=()=>({n:0,shapes:{}}),ps="short number";function U(n){if(/^\d{1,6}$/.test(n))return{shape:ps,heads:[String(
n.length)]};if(/ /.test(n)||/^[A-Za-z]+$/.test(n))return{shape:"text",heads:[]};let e=[...n].map(bi).slice(0,-1).join(""),i=!/[Aa]/.test(e)&&/[0-9X]$/.test(n)?"\
9":"?";return{shape:e+i,heads:yi(n,e+i)}}function bi(n){return/[0-9]/.test(n)?"9":/[A-Z]/.test(n)?"A":/[a-z]/.test(n)?"a":n}function yi(n,t){var s;let e=(s=/^[A-Za-z]{1,4}/.
exec(n))==null?void 0:s[0];return e?[e]:/^9{14}$/.test(t)?[n[0],n.slice(0,5)]:[n[0]]}function ms(n,t,e=1){let{shape:s,heads:i}=U(t),o=n.shapes[s]??{n:0,heads:{},
checks:{}};n.shapes[s]=o,n.n+=e,o.n+=e;for(let r of i)ls(o.heads,r,e);for(let[r,a]of Object.entries(Zt))a(t)&&ls(o.checks,r,e);o.n<=0&&delete n.shapes[s]}function ls(n,t,e){
n[t]=(n[t]??0)+e,n[t]<=0&&delete n[t]}function gs(n,t){let e=t.map(({tally:a})=>a),s=Math.max(...e.map(a=>a.n));if(s<rt||vi(e,s))return"";let{shape:i,heads:o}=U(
n);return!t.some(({tally:a,least:h})=>{var d;return ws((d=a.shapes[i])==null?void 0:d.n,h,a.n)})||o.some(a=>!Oi(a,i,t))?"shape":Ti(n,i,e)?"check digit":""}var ws=(n=0,t,e)=>n>=
Math.max(t,e/wi);function vi(n,t){let e=ks(n.map(({shapes:i})=>Object.entries(i).map(([o,r])=>[o,r.n]))),s=[...e.values()].filter(i=>i===1).length;return e.size>
Math.min(t/5,fs.shapes)||s>t/20}function ks(n){let t=new Map;for(let[e,s]of n.flat())t.set(e,Math.max(s,t.get(e)??0));return t}function Oi(n,t,e){let s=Math.max(
...e.map(({tally:r})=>{var a;return((a=r.shapes[t])==null?void 0:a.n)??0})),i=ks(e.map(({tally:r})=>xi(n,t,r)));return!(t===ps?s>=gi&&i.size===1:s>=rt&&i.size<=
Math.min(s/10,fs.heads))||e.some(({tally:r,least:a})=>{let h=r.shapes[t];return h!==void 0&&ws(h.heads[n],a,h.n)})}function xi(n,t,e){var i;return Object.entries(
((i=e.shapes[t])==null?void 0:i.heads)??{}).filter(([o])=>o.length===n.length||/^[A-Za-z]/.test(n))}function Ti(n,t,e){let s=e.map(({shapes:i})=>i[t]).sort((i,o)=>((o==
null?void 0:o.n)??0)-((i==null?void 0:i.n)??0))[0];return!s||s.n<rt?!1:Object.entries(Zt).some(([i,o])=>(s.checks[i]??0)>=ki*s.n&&!o(n))}var ve="shapes",bs="shapes of the server",ys="odd shapes",Oe="roles",Si=2,Ei=100;function jt(n){let{n:t,shapes:e}=n??{};return typeof t=="number"&&typeof e=="ob\
ject"&&e!==null}var _t=class{#t;#s;#n;constructor(t,e,s){this.#t=t,this.#s=e,this.#n=s}learn(t){!jt(t==null?void 0:t.items)||!jt(t==null?void 0:t.patrons)||this.#t.
set(bs,JSON.stringify({item:t.items,patron:t.patrons}))}oddity(t,e){return gs(e,this.#e(t))}isOrdinary(t,e){let{shape:s}=U(e);return this.#e(t).some(({tally:o,least:r})=>{
var a;return o.n>=rt&&(((a=o.shapes[s])==null?void 0:a.n)??0)>=r})&&this.oddity(t,e)===""}hasSeenLike(t,e){let{shape:s,heads:i}=U(e);return this.#e(t).some(({tally:o})=>{
let r=o.shapes[s];return r!==void 0&&i.every(a=>a in r.heads)})}remember(t,e){this.noteRole(t,e);let{shape:s,heads:i}=U(e),o=[t,s,...i].join(" "),r=this.#a(this.#t,
ys,[]);r.includes(o)||this.oddity(t,e)!=="shape"?this.#c(t,e,1):this.#t.set(ys,JSON.stringify([...r,o].slice(-Ei)))}noteRole(t,e){let s=this.#d;s[t].includes(e)||
(s[t].push(e),this.#s.set(Oe,JSON.stringify(s)))}forget(t,e){this.#c(t,e,-1);let s=this.#d;s[t]=s[t].filter(i=>i!==e),this.#s.set(Oe,JSON.stringify(s))}wasOnly(t,e){
let s=this.#d;return s[t].includes(e)&&!s[t==="item"?"patron":"item"].includes(e)}#e(t){return[{tally:this.#i(ve)[t],least:1},{tally:this.#i(bs)[t],least:Si}]}#i(t){
let e=this.#a(this.#t,t,{});return{item:jt(e.item)?e.item:ye(),patron:jt(e.patron)?e.patron:ye()}}#c(t,e,s){let i=this.#i(ve);s<0&&!i[t].shapes[U(e).shape]||(ms(
i[t],e,s),this.#t.set(ve,JSON.stringify(i)))}get#d(){let t=this.#n.now().slice(0,8),e=this.#a(this.#s,Oe,{});return e.day===t?e:{day:t,item:[],patron:[]}}#a(t,e,s){
try{return JSON.parse(t.get(e)??"")??s}catch{return s}}};var vs=50,Li=1e4,Os={waiting:{text:n=>lt(n)?c("stateInPage"):c("stateKept"),actions:["void"]},rejected:{text:({reason:n=""})=>c("stateRejected",{reason:n}),actions:[
"correct","void"]},recorded:{text:({at:n=""})=>c("stateRecorded",{at:n}),actions:["void"]},"taken out":{text:()=>c("stateTakenOut"),actions:["send"]},voiding:{text:()=>c(
"stateVoiding"),actions:[]},voided:{text:()=>c("stateVoided"),actions:[]},"in a file":{text:()=>c("stateInFile"),actions:[]}};function xe(n){let{state:t,reason:e=""}=n;
return t==="held"?{text:c("stateHeld",{reason:e}),actions:bt(n)}:{text:Os[t].text(n),actions:Os[t].actions}}var Ut=class{#t;#s;#n;#e;#i;#c;#d="";#a=[];#r;#o=!1;constructor({
body:t,counts:e,journal:s,clock:i,act:o,back:r}){this.#t=t,this.#s=e,this.#n=s,this.#e=i,this.#i=o,this.#c=r,t.addEventListener("keydown",({key:a})=>a==="Escape"&&
r()),this.#h()}#h(){let t=()=>{this.#r&&(clearTimeout(this.#r),this.#r=void 0,this.show(this.#a))};this.#t.addEventListener("pointerdown",()=>{clearTimeout(this.#r),
this.#r=setTimeout(t,Li)}),document.addEventListener("click",t),document.addEventListener("pointercancel",t),document.addEventListener("pointerup",()=>setTimeout(
t))}show(t){if(this.#a=t,this.#r)return;let{L:e,R:s,latest:i}=this.#n.today,o=[...t].reverse(),r=(...l)=>o.filter(({state:f})=>l.includes(f)),a=[...r("held"),...r(
"waiting","rejected")],h=[...a,...r("taken out")].slice(0,vs);this.#l([...h,...i].map(l=>this.#f(l)));let d=a.length-vs;this.#s.textContent=c("countsToday",{loans:e,
returns:s})+(d>0?` ${c("olderNotShown",{count:d})}`:"")}#l(t){var r;let e=t.map(a=>a.outerHTML).join("");if(e===this.#d)return;this.#d=e;let{activeElement:s}=document,
i=s instanceof HTMLElement&&s.dataset.key;if(this.#t.replaceChildren(...t),(r=this.#t.closest(".scroll"))==null||r.classList.toggle("has-rows",t.length>0),!i)return;
let o=[...this.#t.querySelectorAll("button")].find(a=>a.dataset.key===i);o?o.focus({preventScroll:!0}):this.#u()}focusHeld(){let t=this.#t.querySelector(".is-he\
ld button");return t==null||t.focus(),t!==null}#u(){(!this.#o||!this.focusHeld())&&this.#c()}#f(t){let{text:e,actions:s}=xe(t),i=document.createElement("tr");i.
className=`is-${t.state.replace(/ /g,"-")}`;let o=v(N(t,this.#e)),r=t.state==="held"&&t.scanned||o.item||t.raw||"",a={L:c("kindLoan"),R:c("kindReturn")}[o.kind]??
o.kind,h=[[e,t.reason?"wrap":""],[a,""],[r,o.item?"mono":"mono wrap"],[o.patron,"mono"],[[S(o.time),t.desk].filter(Boolean).join(" · "),""]];for(let[l,f]of h)Object.
assign(i.insertCell(),{textContent:l,className:f});let d=s.map(l=>{let f=Te(l,t,r);return f.addEventListener("click",({detail:u})=>{this.#o=u===0,this.#i(l,t)}),
f});return i.insertCell().append(...d),i}};function Te(n,t,e){let s=document.createElement("button");return s.type="button",s.className="small",s.textContent=ee(
n,t),s.setAttribute("aria-label",c("buttonOfItem",{button:ee(n,t),item:e})),s.dataset.key=`${n} ${t.epoch??t.raw} ${e}`,s}var B=Object.freeze({recorded:{sign:"✔",word:"toneRecorded",means:"toneRecordedMeans",type:"triangle",notes:[{frequency:740,start:0,length:.07},{frequency:1110,
start:.1,length:.07}]},look:{sign:"⚠",word:"toneLook",means:"toneLookMeans",type:"square",notes:[0,.2,.4].map(n=>({frequency:440,start:n,length:.12}))},"not r\
ecorded":{sign:"✖",word:"toneNotRecorded",means:"toneNotRecordedMeans",type:"sawtooth",notes:[{frequency:175,start:0,length:.8}]}}),xs=.6,Ts=.008,Ni=.15,Ai=1.5;
function Ss(n){let{start:t,length:e}=B[n].notes[B[n].notes.length-1];return t+e}var Wt=class{#t;#s;#n;#e;constructor(t){this.#t=t}get muted(){return this.#t.get(
"muted")==="yes"}set muted(t){this.#t.set("muted",t?"yes":"no")}wake(){if(!this.muted){try{this.#s=this.#s??new AudioContext,this.#s.state!=="running"&&this.#s.
resume().catch(()=>{})}catch{}return this.#s}}play(t){var e;(e=this.#e)==null||e.call(this,""),this.#e=void 0,this.#i(t)}async test(t){if(this.muted)return t(c(
"soundOffNoTest"));if(!this.wake())return t(c("soundImpossible"));this.#e=t;let e=Object.keys(B);for(let[s,i]of e.entries()){let{sign:o,word:r,means:a}=B[i];if(t(
c("toneTested",{number:s+1,all:e.length,sign:o,word:c(r),meaning:c(a)})),this.#i(i),await new Promise(h=>setTimeout(h,1e3*(Ss(i)+Ai))),this.#e!==t)return}t(c("s\
oundTested"))}#i(t){var o;let e=this.wake();if(!e)return;let s=e.currentTime;if(((o=this.#n)==null?void 0:o.name)===t&&this.#n.start>s)return;let i=this.#n?this.#n.
start+Ss(this.#n.name)+Ni:s;this.#n={name:t,start:Math.max(s,i)};for(let r of B[t].notes)Pi(e,B[t].type,r,this.#n.start)}};function Pi(n,t,{frequency:e,start:s,
length:i},o){let r=o+s,a=new OscillatorNode(n,{frequency:e,type:t}),h=new GainNode(n,{gain:0});h.gain.setValueAtTime(0,r),h.gain.linearRampToValueAtTime(xs,r+Ts),
h.gain.setValueAtTime(xs,r+i-Ts),h.gain.linearRampToValueAtTime(0,r+i),a.connect(h).connect(n.destination),a.start(r),a.stop(r+i)}var Ri=55,Ii=20;function Ht(n,t){let e=document.createElement("span");return e.className=n,e.textContent=t,e}var Ft=class{#t;#s;#n;#e;#i;#c;#d;#a;#r;#o;#h=[];constructor({
card:t,text:e,listed:s,state:i,actions:o,act:r,key:a},h,d){this.#t=t,this.#s=e,this.#n=s,this.#e=i,this.#i=o,this.#c=r,this.#d=a,this.#a=h,this.#r=d}announce(t,e,s){
this.#o=s,this.#t.className=e?`last is-${e.replace(" ","-")}`:"last";let i=Ht(t.length>Ri?"what is-long":"what",t);if(e){let{sign:o,word:r}=B[e];this.#s.replaceChildren(
Ht("sign",o)," ",Ht("word",c(r)),Ht("unseen",":")," ",i)}else this.#s.replaceChildren(i);this.#e.textContent="",this.#l(),this.#u([])}list(t,{title:e,callNumber:s,
name:i}){let o=[e,s,i].filter(Boolean).join(" · ");this.#h=[{entry:t,text:o},...this.#h].slice(0,Ii),this.#l()}#l(){let t=this.#o&&this.#h.find(({entry:e})=>D(
e,this.#o));this.#n.textContent=(t==null?void 0:t.text)??"",this.#n.hidden=!t}show(t){let e=this.#o;if(!e)return;let s=t.find(o=>D(o,e))??this.#r.find(e);if(this.#u(
(s==null?void 0:s.state)==="held"?this.#f(s):[]),!s||s.state==="held")return;let i=S(s.time??this.#a.at(s.library??"",s.epoch));this.#e.textContent=c("lastState",
{time:i,state:xe(s).text})}#u(t){this.#e.hidden=t.length>0,(!t.length||!this.#i.hasChildNodes())&&this.#i.replaceChildren(...t)}#f(t){let e=t.scanned??t.item??"";
return bt(t).map((s,i)=>{let o=Te(s,t,e);return o.removeAttribute("aria-label"),i===0&&this.#d&&o.append(" ",Object.assign(document.createElement("kbd"),{textContent:this.#d})),
o.addEventListener("click",()=>this.#c(s,t)),o})}};async function Es({box:n,text:t,button:e},s){if(!(s!=null&&s.persist))return;let i=()=>s.persist().catch(()=>!1),o=i();if(await s.persisted())return;let r=a=>{t.
textContent=a?c("keepsScans"):c("keepsRefused"),e.hidden=a};t.textContent=c("mayDelete"),n.hidden=!1,e.addEventListener("click",async()=>r(await i())),await o&&
r(!0)}var qt=class{#t;#s;#n;#e;#i=()=>{};constructor({place:t,label:e,field:s,saveButton:i,cancelButton:o,back:r}){this.#t=t,this.#s=e,this.#n=s,this.#e=r,i.addEventListener(
"click",()=>this.#c(!0)),o.addEventListener("click",()=>this.#c(!1)),s.addEventListener("keydown",a=>{let h=a.key==="Enter"||a.key==="Tab"&&!a.shiftKey||ie(a);a.
isComposing||!h&&a.key!=="Escape"||(a.preventDefault(),a.repeat||this.#c(h))})}open(t,e,s){this.#s.textContent=t,this.#i=s,this.#n.value=e,this.#t.hidden=!1,this.#n.
focus(),this.#n.select()}#c(t){let e=this.#n.value.trim();t&&!e||(this.#t.hidden=!0,this.#e(),t&&this.#i(e))}};var Ls=200,Ci=2e4,Ns=[1,2,4,8,15,30].map(n=>n*1e3),G=class extends Error{constructor(t,e){super(e),this.sending=t}};function at(n){throw new G("unclear",n)}var As=n=>n.
map(({id:t})=>t),zt=class{state="ok";#t;#s;#n;#e;#i;#c=0;#d;#a;#r=!1;#o=!1;constructor({queue:t,clock:e,alone:s,post:i=$i,on:o}){this.#t=t,this.#s=e,this.#n=s,this.#e=
i,this.#i=o}sendNow(){return clearTimeout(this.#d),this.#a?(this.#r=!0,this.#a):(this.#a=this.#n(()=>this.#h()).catch(t=>this.#l(t)).finally(()=>{if(this.#a=void 0,
this.#i.change(),this.#r&&this.state==="ok")return this.sendNow()}),this.#a)}async pause(t){await this.#a;let e=await this.#t,s;return await this.#n(()=>(s=t(e)).
then(()=>{})),s}async#h(){try{do for(this.#r=!1,(!this.#o||!this.#s.usable)&&await this.#m([]),this.#o=!0;await this.#f(););while(this.#r);this.state="ok",(await(await this.#t).
all()).some(L)?this.#u():this.#c=0}catch(t){this.#l(t)}}#l(t){this.state=t instanceof G?t.sending:"unclear",this.state==="unclear"&&console.error(t),this.#o=!1,
this.#u()}#u(){let t=Ns[Math.min(this.#c++,Ns.length-1)];this.#d=setTimeout(()=>this.sendNow(),t*(.75+Math.random()/2))}async#f(){let e=(await(await this.#t).all()).
filter(L);if(e.length===0)return!1;let s=e.findIndex(({state:o})=>o==="voiding"),i=await(s===0?this.#k(e[0]):this.#p(e.slice(0,s<0?Ls:Math.min(s,Ls))));return this.#i.
change(),i}async#p(t){let e=await this.#t,s=await e.update(As(t),u=>u.state==="waiting"?{...u,raw:N(u,this.#s),tried:!0}:u),i=s.flatMap(({after:u})=>(u==null?void 0:
u.state)==="waiting"&&(u.time!==null||e.isStored(u))?[u]:[]);if(i.length===0)return s.length<t.length;this.#i.change();let o=await this.#m(i),r=new Map(i.map(({
id:u,raw:w})=>[u,w])),a=u=>u.raw===r.get(u.id)&&!T(u),d=(await e.update(As(i),u=>{var w;return a(u)?((w=o.get(u.id))==null?void 0:w(u))??null:u})).flatMap(({before:u,
after:w})=>w&&a(u)?[w]:[]),l=u=>d.filter(({state:w})=>w===u),f=i.filter(u=>!o.has(u.id));return f.length&&this.#i.recorded(f),l("rejected").length&&this.#i.rejected(
l("rejected")),l("held").length&&this.#i.held(l("held")),!0}async#m(t){var x,Ce;let e=t.flatMap(({item:y,accepted:E},Z)=>y&&!E?[Z+1]:[]),s=t.flatMap(({patronAccepted:y},E)=>y?
[E+1]:[]),o={textarea:t.map(y=>y.raw).join(`
`),check:e.join()};s.length&&(o.patron_accepted=s.join());let{body:r}=await this.#g("append.php",o),{recorded:a,already_recorded:h,rejected:d,held:l=[],listed:f=[],
server_time:u}=r;(typeof u!="string"||!Array.isArray(d))&&at("not an answer of append.php");let w=new Map,k=(y,E)=>{let{id:Z}=t[(y==null?void 0:y.line)-1]??at("\
an answer about a line that was not sent");w.set(Z,E)};for(let y of d)k(y,E=>({...E,state:"rejected",reason:String(y.reason)}));for(let y of l)k(y,E=>Bi(E,y));let p=a+
h+w.size;p!==t.length&&at(`the answer is about ${p} of ${t.length} lines`);for(let{line:y,call_number:E="",title:Z="",name:en=""}of f)t[y-1]&&((Ce=(x=this.#i).listed)==
null||Ce.call(x,t[y-1],{callNumber:E,title:Z,name:en}));return w}async#k({id:t,raw:e=""}){let{status:s,body:i}=await this.#g("void.php",{textarea:e},[400,404,409]);
return(s===200?i.voided!==1:typeof i.error!="string")&&at("not an answer of void.php"),await(await this.#t).update([t],()=>null),this.#i.voided(e,s===409?"in a \
file":"voided"),!0}async#g(t,e,s=[]){let i=performance.now(),{status:o,text:r}=await this.#e(t,e).catch(d=>{throw new G("cut off",String(d))});if(!(o>=200&&o<300)&&
!s.includes(o))throw new G("refused",`status ${o}`);let h=Mi(r)??at("not JSON");return h.server_time&&this.#s.learn(h,i),{status:o,body:h}}},Ps=(n,t)=>async e=>{
let s=!1,i=()=>(s=!0,e());try{await(n?n.request(t,i):i())}catch(o){if(s)throw o;await e()}};async function $i(n,t){let e=new AbortController,s=setTimeout(()=>e.
abort(),Ci);try{let i=await fetch(n,{method:"POST",headers:{Accept:"application/json"},body:new URLSearchParams(t),signal:e.signal,redirect:"error"});return{status:i.
status,text:await i.text()}}finally{clearTimeout(s)}}function Mi(n){try{return JSON.parse(n)}catch{return}}function Bi(n,{field:t,reason:e,hold:s}){let{tried:i,
...o}=n;if(o.accepted)return{...o,state:"waiting"};let r=Array.isArray(s)&&s.length?{hold:s.map(String)}:void 0,a=!r&&t==="item_barcode";return{...o,state:"held",
reason:String(e),...a&&{offer:"patron"},...r}}function ct(n="",t=""){let e=document.createElement("p");return e.textContent=n,e.className=t,e}function Rs(n,t,e,s){let{time:i,patronName:o}=t[t.length-1],r=document.
createElement("ol");for(let{item:a="",callNumber:h}of t){let d=document.createElement("li");d.textContent=h?`${a}  ${h}`:a,r.append(d)}n.replaceChildren(ct(e,"s\
lip-library"),ct(c("slipCount",{count:t.length})),ct(`${Me(i??"")} ${S(i??"")}`),...o?[ct(o)]:[],r,...s?[ct(s)]:[]),document.body.classList.add("has-slip"),print()}var Ee="queue";var Cs=new WeakMap,ht=class{#t;#s;#n;#e;constructor(t,e){this.#t=t,this.#s=e}async run(t,e){var o;let s,i=async()=>Se(await this.#i(),t,r=>s=e(r,s));try{return await i()}catch(r){
if(r instanceof DOMException&&r.name==="QuotaExceededError")throw r;return(o=this.#n)==null||o.close(),this.#n=void 0,i()}}probe(){return this.#c(async()=>{let t=await Is(
`${this.#t} probe`,[]);try{await Se(t,"readwrite",e=>e.add({text:"x".repeat(65536)})),await Se(t,"readwrite",e=>e.clear())}finally{t.close()}})}async#i(){return this.#n||
await this.#c(async()=>{this.#n=await Is(this.#t,this.#s())}),this.#n}async#c(t){if(this.#e)throw new Error("the storage does not answer");this.#e=t().finally(()=>this.#e=
void 0);let e,s=new Promise((i,o)=>e=setTimeout(o,5e3));try{await Promise.race([this.#e,s])}finally{clearTimeout(e)}}};function Is(n,t){return new Promise((e,s)=>{
let i=indexedDB.open(n,1);i.onupgradeneeded=()=>{let o=i.result.createObjectStore(Ee,{keyPath:"id",autoIncrement:!0});for(let r of t)o.put(r)},i.onsuccess=()=>e(
i.result),i.onerror=()=>s(i.error),i.onblocked=()=>s(new Error("blocked"))})}function Se(n,t,e){let s=n.transaction(Ee,t,{durability:"strict"});return new Promise(
(i,o)=>{let r;s.oncomplete=()=>i(r),s.onabort=()=>o(Cs.get(s)??s.error),s.onerror=()=>o(s.error);try{r=e(s.objectStore(Ee))}catch(a){o(a),s.abort()}})}function K(n,t){
n.onsuccess=()=>{try{t(n.result)}catch(e){let s=n.transaction;Cs.set(s,e),s.abort()}}}var Ms=n=>`offline-circ ${new URL(".",n).pathname}`,Le=class{durable=!1;#t;#s=Promise.resolve();#n=new Map;#e=new Map;#i=new Map;#c=0;#d=new Map;constructor(t){
this.#t=new ht(t,()=>this.#o())}open(){return this.#a(()=>this.#u())}add(t){return this.#a(async()=>{if(!await this.#u())return this.#l(t);try{let e=await this.#t.
run("readwrite",(s,i)=>i?$s(s,t):ji(s,t));return t.forEach((s,i)=>this.#n.set(e[i],{...s,id:e[i]})),e}catch{return this.durable=!1,this.#l(t)}})}all(){return this.#a(
async()=>(await this.#u(),await this.#f(),[...this.#o(),...this.#i.values()].map(t=>({...t}))))}update(t,e){return this.#a(async()=>{await this.#u();let s=t.filter(
i=>!this.#i.has(i));return[...await this.#m(s,e),...this.#p(t,e)]})}isStored({id:t}){return t===void 0||!this.#e.has(this.#r(t))}#a(t){let e=this.#s.then(t);return this.#s=
e.then(()=>{},()=>{}),e}#r(t){return this.#d.get(t)??t}#o(){return[...this.#n].flatMap(([t,e])=>this.#e.get(t)??(this.#e.has(t)?[]:e))}#h(t,e){e?this.#n.set(t,{
...e,id:t}):this.#n.delete(t)}#l(t){return t.map(e=>{let s=`memory ${++this.#c}`;return this.#i.set(s,{...e,id:s}),s})}async#u(){if(this.durable)return!0;let t=[
...this.#i.values()];try{t.length===0&&this.#e.size===0&&await this.#t.probe();let e=await this.#t.run("readwrite",s=>{for(let[i,o]of this.#e)Di(s,i,o);return $s(
s,t)});for(let[s,i]of this.#e)this.#h(s,i);t.forEach((s,i)=>{this.#d.set(s.id,e[i]),this.#h(e[i],s)}),this.#e.clear(),this.#i.clear(),this.durable=!0}catch{}return this.
durable}async#f(){try{let{result:t}=await this.#t.run("readonly",e=>e.getAll());this.#n=new Map(t.map(e=>[e.id,Q(e)]))}catch{this.durable=!1}}#p(t,e){let s=[];for(let i of t){
let o=this.#i.get(i);if(!o)continue;let r=e({...o});r?this.#i.set(i,r):this.#i.delete(i),s.push({before:o,after:r})}return s}async#m(t,e){try{let s=await this.#t.
run("readwrite",(i,o)=>{let r=[];for(let a of t)K(i.get(this.#r(a)),h=>{let d=Ui(h,a,o)??this.#k(h,a,e);d&&(Bs(i,this.#r(a),d.after),r.push(d))});return r});for(let{
before:i,after:o}of s)this.#h(this.#r(i.id),o),this.#e.delete(this.#r(i.id));return s}catch{return this.durable=!1,this.#g(t,e)}}#k(t,e,s){let i=this.#e.get(this.#r(
e));if(t===void 0||i===null)return;let o={...i??Q(t),id:e};return{before:o,after:s({...o})}}async#g(t,e){await this.#f();let s=[];for(let i of t){let o=this.#r(
i),r=this.#k(this.#n.get(o),i,e);r&&(this.#e.set(o,r.after&&{...r.after,id:o}),s.push(r))}return s}};function Bs(n,t,e){e?n.put({...e,id:t}):n.delete(t)}function Di(n,t,e){
K(n.get(t),s=>{s!==void 0&&Bs(n,t,e)})}function ji(n,t){let e=[];return t.forEach((s,i)=>K(n.add(s),o=>e[i]=Number(o))),e}function $s(n,t){let e=[];return K(n.getAll(),
s=>{t.forEach(({id:i,...o},r)=>{let a=s.findIndex(d=>_i(o,Q(d))),[h]=a<0?[]:s.splice(a,1);K(h?n.put({...h,...o}):n.add(o),d=>e[r]=Number(d))})}),e}function _i(n,t){
return n.epoch!==void 0?D(n,t):t.epoch===void 0&&t.raw===n.raw&&t.state===n.state}function Ui(n,t,e=[]){return e.find(({before:s,after:i})=>s.id===t&&i&&n&&JSON.
stringify({...i,id:n.id})===JSON.stringify(n))}async function Ne(n){let t=new Le(n);return await t.open(),t}async function Ds(n){let{result:t}=await new ht(n,()=>[]).
run("readonly",e=>e.getAll());return t.map(Q).filter(L).length}var V=class{#t;#s;constructor(t,e){this.#s=t;try{this.#t=e(),this.#t.setItem(`${t} test`,"1")}catch{
let s=new Map;this.#t={getItem:i=>s.get(i)??null,setItem:(i,o)=>{s.set(i,o)}}}}get(t){return this.#t.getItem(`${this.#s} ${t}`)}set(t,e){try{this.#t.setItem(`${this.#s}\
 ${t}`,e)}catch{}}};var Wi=["shapes","shapes of the server","odd shapes","server clock","library","desk","muted"],Hi=1e3,Ae=class extends V{#t;constructor(t,e){super(t,()=>sessionStorage),
this.#t=e}get(t){return super.get(t)??(Wi.includes(t)?this.#t.get(t):null)}};function Us(n,t){let e=Ms(n),s=new V(e,()=>localStorage);if(new URL(n).searchParams.
has("practice"))return Fi(e,s,t);let i=new V(e,()=>sessionStorage);return{site:e,settings:s,session:i,kept:Ne(e),tell(){},isPractice:!1}}function Fi(n,t,{form:e,
mark:s,resend:i}){let o=`${n} practice`,r=new Ae(o,t),a=r.get("begun")==="yes";a||_s(o),r.set("begun","yes");let h=Ne(o).then(async l=>(a||await js(l),l));qi(e,
s),zi(async l=>{let f=h.then(js);await Promise.race([f,new Promise(u=>setTimeout(u,Hi))]),_s(o),location.replace(l)});let d=import("./practice.js").then(({Practice:l})=>new l(
{form:e,session:r,real:t,fields:v,unsent:()=>Ds(n),resend:i}));return{site:o,settings:r,session:r,kept:h,post:async(l,f)=>(await d).server.post(l,f),tell:l=>{d.
then(l).catch(console.error)},isPractice:!0}}function qi(n,t){let e=document.createElement("link");Object.assign(e,{rel:"stylesheet",href:"styles/practice.css"}),
document.head.append(e),document.documentElement.classList.add("practising"),t.hidden=!1,document.title=t.textContent??"";for(let s of[n.querySelector("#takeout"),
n.savebutton,n.openbutton])s.hidden=!0;n.action="index.php";for(let s of[n.checkoutbutton,n.checkinbutton,n.submitbutton])s.disabled=!1}function zi(n){addEventListener(
"keydown",t=>{if(t.key!=="Escape"||t.isComposing||Gi(t.target))return;t.preventDefault(),t.stopImmediatePropagation();let e=new URLSearchParams(location.search);
e.delete("practice"),n(e.toString()?`index.php?${e}`:"index.php")},{capture:!0}),document.addEventListener("click",t=>{let e=t.target instanceof Element&&t.target.
closest("a");!e||e.target||!e.protocol.startsWith("http")||(t.preventDefault(),n(e.href))})}async function js(n){let t=await n.all();await n.update(t.map(({id:e})=>e),
()=>null)}function _s(n){try{for(let t of Object.keys(sessionStorage))t.startsWith(`${n} `)&&sessionStorage.removeItem(t)}catch{}}var Gi=n=>n instanceof Element&&
n.closest(".correction")!==null;var Ki=3,Vi=2*6e4,Gt=class{checks;key;loans=[];#t;#s;#n;#e;#i;#c;#d;#a=[];#r;#o;#h=new Map;#l=0;#u=0;constructor({queue:t,clock:e,checks:s,desk:i=()=>"",key:o,journal:r,
alone:a,post:h,against:d=async()=>[],page:l}){this.checks=s,this.key=o,this.#t=t,this.#s=e,this.#n=i,this.#e=r,this.#i=d,this.#c=l,this.#d=new zt({queue:t,clock:e,
alone:a,post:h,on:{recorded:f=>this.#A({recorded:f}),rejected:f=>this.#w(f),held:f=>this.#S(f),listed:(f,u)=>{var w;return(w=l.listed)==null?void 0:w.call(l,f,u)},
voided:(f,u)=>this.#A({voided:f,state:u}),change:()=>this.#y()}})}async start(){for(let{state:t,kind:e,item:s,library:i="",time:o}of[...this.#e.today.latest].reverse())
t==="recorded"&&e&&s&&this.checks.rememberEarlier(e,s,this.#s.ago(i,o??""));await this.#T();for(let{state:t,kind:e,item:s,epoch:i}of this.#a)t==="waiting"&&e&&s&&
i!==void 0&&this.checks.rememberEarlier(e,s,Date.now()-i);await this.send()}send(){return this.#d.sendNow()}announce(t,e,s){this.#r=void 0,this.#o=void 0,(e==="\
look"||e==="not recorded")&&(this.#l+=1),this.#c.announce(t,e,s)}hint(t){!this.#r&&!this.#o&&this.#c.announce(t,"")}hear(t){return this.#N(t),this.#T()}scan(t,e=""){
let s={...t,...this.#g(t.library),state:"waiting"};this.#r=void 0,this.#x(s),this.#k([s],{text:Ws(s)+e})}hold(t,e){let s={...t,...e,...this.#g(t.library),state:"\
held"};this.#f(s);let i=this.#k([s]).then(([o])=>({...s,id:o}));return this.#r={entry:s,withId:i},i}#f(t,e=""){this.announce(ze(t,this.key)+e,"look",t),this.#r=
{entry:t,withId:Promise.resolve(t)}}offer(t,e){this.announce(t,"look"),this.#o=e}get latest(){var t,e;return{offer:this.#o,held:(t=this.#r)==null?void 0:t.entry,
withId:(e=this.#r)==null?void 0:e.withId}}countOf(t){var e;return((e=this.loans[0])==null?void 0:e.patron)===t?this.loans.length:0}get held(){return this.#a.filter(
({state:t})=>t==="held").reverse()}async accept(t,e,s){let i=this.#r,o=await Promise.all(t),r=await this.#t,a=o.flatMap(({id:p})=>p===void 0?[]:[p]),h=s===void 0?
o.filter(et):[],l=(h.length?await r.all():[]).filter(p=>!a.includes(p.id)&&h.some(x=>qe(x,p))),f="",u=await r.update([...a,...l.map(({id:p})=>p)],p=>{if(!a.includes(
p.id))return Ge(p,e);if(p.state!=="held")return p;let x=se(p,e,s);return f=yt(x),f?p:x});await this.#O(u);let w=u.flatMap(({before:p,after:x})=>p.state==="held"&&
(x==null?void 0:x.state)==="waiting"?[x]:[]);for(let p of w)this.#x(p);let k=i===this.#r;k&&w.length?this.announce(w.map(Ws).join(", "),"recorded",w[0]):k&&f&&this.
announce(f,"not recorded"),await this.#L()}async correct(t,e){var f;let{kind:s="L",patron:i=""}=t,{barcode:o,problem:r,guess:a}=this.checks.item(s,e,i);if(!r&&!yt(
{...t,item:o}))return this.accept([t],{library:"",patron:"",patronName:""},o);let h=await this.#t,d=r?this.checks.words(r):yt({...t,item:o}),[l]=await h.update(
t.id===void 0?[]:[t.id],u=>u.state==="held"?{...ne(u,o),scanned:e,reason:d,guess:a}:u);return l&&await this.#O([l]),((f=l==null?void 0:l.after)==null?void 0:f.state)===
"held"&&this.#f(l.after),this.#y()}async remove(t){let{id:e}=await t,s=await this.#t;e!==void 0&&await s.update([e],i=>i.state==="held"?null:i),await this.#y()}correctLine(t){
this.#h.set(t.id,t),this.announce(c("correctLine"),""),this.#E(t.kind,t.item??"")}async void(t){let e=t.item||v(t.raw??"").item||t.raw||"",s=await this.#v(t),i=t.
state==="held"?c("itemDiscarded",{item:e}):c("itemVoided",{item:e});this.announce(s?i:c("itemToBeVoided",{item:e}),""),t.state!=="held"&&this.#E(t.kind,e),await this.#L()}async submit(t){
let e=Rt(t);if(e.length===0){let r=this.held.length;return r>0&&this.announce(c("scansHeld",{count:r}),"look"),this.send()}let s=e.length,i=this.#m(e),o=i?c("li\
nesToRecordOdd",{count:s,problems:i}):c("linesToRecord",{count:s});await this.#p(e,{text:o,tone:i?"look":"recorded",replaced:this.#R(e)})}async takeOver(t){let s=[
...await(await this.#t).all(),...this.#e.today.latest.filter(({state:d})=>d==="recorded")],i=new Set(s.map(d=>It(N(d,this.#s)))),o=t.filter(d=>!i.has(It(d))&&i.
add(It(d))),r=o.length,a=this.#m(o),h=[c("linesOfFile",{count:r,known:t.length-r}),a].filter(Boolean).join(" ");await this.#p(o,{text:h,tone:a?"look":"recorded"})}async whileNothingIsSent(t){
let e=await this.#d.pause(s=>t(s,this.#s));return await this.#y(),e}#p(t,e){return this.#k(t.map(s=>({raw:s,state:"waiting"})),e)}#m(t){return ts(t,this.checks)}async linesToSave(){
let t=await this.#t,e=await t.all(),s=e.filter(({state:o})=>o==="voiding").map(({raw:o})=>o);return(await t.update(e.filter(({state:o})=>o==="waiting"||o==="rej\
ected").map(({id:o})=>o),o=>({...o,raw:N(o,this.#s)}))).map(({after:o})=>(o==null?void 0:o.raw)??"").filter(o=>!s.includes(o))}get hasUnsent(){let t=e=>e.state!==
"taken out"&&(e.state!=="rejected"||lt(e));return this.#u>0||this.#a.some(t)}async#k(t,{text:e="",tone:s="recorded",replaced:i=[]}={}){let o=this.#l,r=t.length===
1&&t[0].item?t[0]:void 0;this.#u+=t.length;let a=await this.#t,h=await a.add(t);i.length&&await a.update(i,()=>null);let d=this.#y().then(()=>(this.#u-=t.length,
this.send()));if((r==null?void 0:r.state)==="waiting"&&this.#b(r,h[0],d).catch(console.error),e&&a.durable)o===this.#l&&this.announce(e,s,r);else if(e){await d;
let l=(await a.all()).filter(({id:f})=>h.includes(f));if(l.some(({state:f})=>f!=="waiting")||o!==this.#l)return h;l.length?this.announce(c("keepPageOpen",{what:e}),
"not recorded",r):this.announce(e,s,r)}return h}#g(t=""){let e=this.#n();return{time:this.#s.timeOfScan(t),epoch:Date.now(),...e&&{desk:e}}}#w(t){let e=t.slice(
0,Ki).map(({item:s,raw:i="",reason:o=""})=>c("problemOf",{scanned:s||i,problem:o}));this.announce([...e,c("seeLog")].join(" "),"not recorded")}async#b(t,e,s){var a;
if(this.#d.state==="ok"&&await s,this.#d.state==="ok")return;let i=await this.#i(t);if(i.length===0||Date.now()-(t.epoch??0)>Vi)return;let o=await this.#t,[r]=await o.
update([e],h=>Ke(i,h));(r==null?void 0:r.before.state)!=="waiting"||((a=r.after)==null?void 0:a.state)!=="held"||(this.#S([r.after]),await this.#y())}#S(t){for(let{
kind:i,item:o=""}of t)this.#E(i,o);let[e]=t.slice(-1),s=t.length>1?` ${c("moreInLog",{count:t.length-1})}`:"";this.#f(e,s)}async#v(t){var r;let e=await this.#t,
[s]=await e.update(t.id===void 0?[]:[t.id],a=>a.state==="waiting"&&a.tried?a:null),i=(s==null?void 0:s.before.state)==="held"&&s.before.tried;if(s&&!s.after&&!i)
return!0;let o=((r=(s==null?void 0:s.after)??(s==null?void 0:s.before)??this.#e.find(t))==null?void 0:r.raw)??N(t,this.#s);return this.#e.mark(o,"voiding"),await e.
add([{raw:o,state:"voiding"}]),!1}async#O(t){let e=t.filter(({before:s,after:i})=>s.tried&&s.raw&&i&&i.raw!==s.raw);e.length&&await(await this.#t).add(e.map(({before:{
raw:s}})=>({raw:s,state:"voiding"})))}#R(t){let e=t.map(v);return[...this.#h.values()].filter(({raw:i=""})=>{let{time:o,item:r}=v(i);return t.includes(i)||e.some(
a=>o&&a.time===o||r&&a.item===r)}).flatMap(({id:i})=>(this.#h.delete(i),i===void 0?[]:[i]))}#x(t){var e,s;this.checks.remember(t.kind??"",t.item??""),t.kind==="\
L"&&(((e=this.loans[0])==null?void 0:e.patron)!==t.patron&&t.accepted&&this.loans.length||(((s=this.loans[0])==null?void 0:s.patron)!==t.patron&&(this.loans=[]),
this.loans.push({...t,time:t.time??this.#s.at(t.library??"",t.epoch)})))}#E(t,e){this.checks.forget(t,e),this.loans=this.loans.filter(s=>s.item!==e)}#N({recorded:t,
voided:e,state:s}){t&&this.#e.recorded(t),e!==void 0&&s&&this.#e.mark(e,s)}#A(t){this.#N(t),this.#c.broadcast(t)}#y(){return this.#c.broadcast({}),this.#T()}async#L(){
await this.#y(),await this.send()}async#T(){try{let t=await this.#t;this.#a=await t.all(),this.#c.show({entries:this.#a,sending:this.#d.state,durable:t.durable,
isTimeKnown:this.#s.usable,hasSlip:this.loans.length>0})}catch(t){console.error(t)}}},Ws=({kind:n,item:t="",patron:e=""})=>n==="L"?c("loanOf",{item:t,patron:e}):
c("returnOf",{item:t});if(!("replaceChildren"in Element.prototype))throw new Error("This browser is too old for the page's script.");var Ji=10*6e4,Yi="---",g=n=>document.getElementById(
n),m=g("mainform"),J=JSON.parse(m.dataset.settings),Zi=[...m.library.options??[m.library]].map(({value:n})=>n),P=Us(location.href,{form:m,mark:g("practice"),resend:()=>O.
send()}),{site:Kt,settings:R,session:ut}=P,C=new kt(R,()=>m.library.value),H=new Wt(R),Vt=new Dt(ut,C),Qi=new ft({connection:g("connection"),waiting:g("waiting"),
time:g("clock")},C);us(g("lastcard"),m.closest("main"));var Re=new Ft({card:g("lastcard"),text:g("last"),listed:g("lastlisted"),state:g("laststate"),actions:g("\
lastactions"),act:(n,t)=>Js(n,t),key:J.keys.accept},C,Vt),A=ge(Kt);function Xi(n,t,e){Re.announce(n,t,e),P.tell(s=>s.announced(n,t,e)),t&&H.play(t),e&&ke(R,"sca\
nner")}var dt,qs=!1;function to(n){m.slipbutton.disabled=!n.hasSlip;let t=C.apart(b.library);(t==null?void 0:t.quarters)!==(dt==null?void 0:dt.quarters)&&(dt=t),
$e(g("banner"),n,dt),qs=n.durable,Qi.show(n),Ie.show(n.entries),Re.show(n.entries),Zs.show(n.entries),Ys.show(n.entries),zs(),P.tell(e=>e.shown(n.entries))}function zs(){
let{patron:n}=b;P.tell(t=>t.turned(n)),g("turnpatron").textContent=n||c("noTurn"),g("turncount").textContent=n?c("itemsLent",{count:O.countOf(n)}):c("scanCard"),
g("turnpatron").closest(".turn").classList.toggle("is-on",n!==""),m.finishbutton.disabled=!n,m.library.classList.toggle("is-missing",!b.library)}var Gs=new _t(R,
ut,C),O=new Gt({queue:P.kept,clock:C,journal:Vt,checks:new gt(J,Gs),desk:()=>Jt.text,key:J.keys.accept,alone:Ps(navigator.locks,Kt),post:P.post,against:async n=>{
var e;let t=n.time??C.at(n.library??"",n.epoch);return await((e=await W)==null?void 0:e.against(n,t.slice(0,8)))??[]},page:{announce:Xi,show:to,listed:(n,t)=>Re.
list(n,t),broadcast:n=>A==null?void 0:A.postMessage(n)}}),b=new Nt(m,{settings:R,session:ut,station:O,keys:J.keys,turned:zs,held(){Zs.focusHeld()||O.announce(c(
"noScanHeld"),"")}}),W;function Ks(){if(!P.isPractice)return W=W??import("./lists.js").then(({Lists:n})=>new n({say:c,place:g("lists"),settings:R,site:Kt,library:()=>b.
library}),()=>W=void 0),W}R.get("lists")&&Ks();m.library.addEventListener("change",async()=>{var n;return(n=await W)==null?void 0:n.renew()});var Vs=new qt({place:g(
"correction"),label:g("question"),field:m.corrected,saveButton:m.savecorrection,cancelButton:m.cancelcorrection,back:()=>b.back()});function Js(n,t){if(n==="sen\
d")return Ys.askToSend([t]);if(n!=="correct")return b.decide(n,t);if(t.state==="held")return Vs.open(c("correctBarcode"),t.scanned??t.item??"",e=>O.correct(t,e));
b.correctLine(t.raw??""),O.correctLine(t)}var Ys=new Ct({saveButton:m.savebutton,openButton:m.openbutton,file:g("savedfile"),makeButton:m.takeoutbutton,taken:g(
"takenout"),count:g("takencount"),againButton:m.againbutton,sendButton:m.sendbutton,removeButton:m.removebutton,place:g("handover"),question:g("handoverquestion"),
yesButton:m.yesbutton,noButton:m.nobutton},O,C,Zi.filter(n=>n!==Yi),()=>b.back()),Zs=new Ut({body:g("rows"),counts:g("counts"),journal:Vt,clock:C,back:()=>b.back(),
act:Js}),Fs,Ie=new Bt({settings:R,session:ut,page:document,fixed:{version:J.version,mark:((Fs=m.mark)==null?void 0:Fs.value)??""},facts:()=>ds(qs),named:n=>Jt.show(
n)}),Jt=new At(g("desk"),R,{ask:(n,t)=>Vs.open(c("deskQuestion"),n,e=>b.takeStray(e)||t(e)),named:()=>Ie.beat(!0)});m.addEventListener("submit",n=>{n.preventDefault(),
b.flush();let t=m.textarea.value;m.textarea.value="",O.submit(t)});m.finishbutton.addEventListener("click",()=>b.finish());m.slipbutton.addEventListener("click",
()=>{O.loans.length&&Rs(g("slip"),O.loans,b.libraryName,J.slip_text)});function Qs(){m.mutebutton.textContent=H.muted?c("soundOff"):c("soundOn")}m.mutebutton.addEventListener(
"click",()=>{H.muted=!H.muted,Qs()});m.testsoundbutton.addEventListener("click",()=>{H.muted||ke(R,"sound"),H.test(n=>{g("soundtest").textContent=n})});addEventListener(
"keydown",()=>H.wake(),{capture:!0});addEventListener("beforeunload",n=>{P.isPractice||!O.hasUnsent&&!b.hasText||(n.preventDefault(),n.returnValue=c("scansWould\
Wait"))});addEventListener("online",()=>O.send());async function Xs(){var e;let n=await fetch("shapes.php",{headers:{Accept:"application/json"}}).catch(()=>{}),
t=n!=null&&n.ok?await n.json().catch(()=>{}):void 0;t&&(Gs.learn(t),(t.lists||W&&t.lists!==null)&&((e=await Ks())==null||e.learn(t.lists)))}setInterval(Xs,Ji);document.
addEventListener("visibilitychange",()=>document.hidden||O.send());function tn(){var t;let n=(t=document.activeElement)==null?void 0:t.closest(".mode");n&&(m.dataset.
mode=n.classList.contains("in")?"in":"out")}m.addEventListener("focusin",tn);g("unscripted").hidden=!0;Qs();var Y=new URLSearchParams(location.search),Hs=Y.get(
"desk");Hs!==null&&(Jt.text=Hs);Jt.show();for(let n of["recorded","already_recorded","at","taken_off","look"])Y.delete(n);history.replaceState(null,"",Y.toString()?
`?${Y}`:location.pathname);Y.set("practice","");g("practicelink").search=String(Y);g("practicelink").hidden=P.isPractice;Es({box:g("persistence"),text:g("persis\
tencetext"),button:g("persistbutton")},navigator.storage);A==null||A.addEventListener("message",({data:n})=>{n.asksForTurn?b.patron&&A.postMessage({hasTurn:!0}):
n.hasTurn?(Pe&&!b.patron&&b.begin(),Pe=!1):O.hear(n)});m.dataset.mode="out";tn();var Pe=b.restore();Pe&&(A==null||A.postMessage({asksForTurn:!0}));as(ut,ge(`${Kt}\
 tab`),()=>{Vt.clear(),O.hear({}),b.begin()}).then(()=>O.start()).then(()=>{var n;P.isPractice||Ie.start(),Xs(),(n=navigator.serviceWorker)==null||n.register("s\
cripts/sw.js",{scope:"./"}).catch(()=>{})});
