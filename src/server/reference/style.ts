/** Light and dark, phone to wide screen; no font and no picture has to be fetched. */
export const STYLE = `
:root{color-scheme:light dark;--back:#fff;--text:#1c2024;--soft:#5b6470;--line:#dde1e6;--panel:#f5f6f8;--link:#0b57b0;--get:#0b57b0;--post:#1c6b31;--put:#8a4b00;--delete:#b3261e}
@media(prefers-color-scheme:dark){:root{--back:#15181c;--text:#e6e8eb;--soft:#a3adb8;--line:#343a42;--panel:#1e2329;--link:#8ab8ff;--get:#8ab8ff;--post:#7fd492;--put:#f0b35f;--delete:#ff9d94}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif;display:grid;grid-template-columns:17rem minmax(0,1fr)}
nav{border-right:1px solid var(--line);padding:1.5rem 1rem;position:sticky;top:0;height:100vh;overflow:auto;font-size:.9rem}
nav ul{list-style:none;margin:0;padding:0}
nav ul ul{padding-left:.75rem;margin:.15rem 0 .75rem}
nav a{display:block;padding:.15rem 0;text-decoration:none}
nav>ul>li>a{font-weight:600;color:var(--text)}
main{padding:2rem clamp(1rem,4vw,3rem);max-width:64rem}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 1rem}
h1 small{color:var(--soft);font-size:1rem;font-weight:400}
h2{font-size:1.4rem;margin:3rem 0 1rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
h3{font-size:1.15rem;margin:0 0 .4rem}
h4{font-size:.95rem;margin:1.2rem 0 .4rem}
.operation{padding:1.2rem 0;border-bottom:1px solid var(--line)}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
code{overflow-wrap:anywhere}
pre{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.8rem;margin:.4rem 0;white-space:pre-wrap}
pre code{font-size:1em}
.line{margin:.2rem 0 .6rem}
.method{font:600 .8rem ui-monospace,Menlo,monospace;color:var(--get);border:1px solid currentColor;border-radius:4px;padding:.1rem .4rem}
.method.post{color:var(--post)}.method.put,.method.patch{color:var(--put)}.method.delete{color:var(--delete)}
.scope{font-size:.8rem;border:1px solid var(--line);border-radius:1rem;padding:.05rem .5rem;color:var(--soft);white-space:nowrap}
table{border-collapse:collapse;width:100%;font-size:.9rem;overflow-wrap:anywhere}
th,td{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{font-weight:600;color:var(--soft)}
thead th:first-child{width:30%}thead th:nth-child(2){width:20%}
.needed{color:var(--delete);margin-left:.15rem}
.soft{color:var(--soft)}
.answers{list-style:none;padding:0;margin:0;font-size:.9rem}
.answers li{padding:.15rem 0}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--back);padding:.5rem;z-index:1}
@media(max-width:60rem){body{display:block}nav{position:static;height:auto;max-height:40vh;border-right:0;border-bottom:1px solid var(--line)}}
@media print{nav,.skip{display:none}body{display:block}}
`;
