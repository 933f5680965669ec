"""How a certificate looks, on screen and on paper; no font or picture is fetched."""

from typing import Final

CSS: Final = """
@page{size:A4;margin:16mm 16mm 20mm;
@bottom-left{font:8pt sans-serif;color:#66737f}
@bottom-right{content:"page " counter(page) " of " counter(pages);
font:8pt sans-serif;color:#66737f}}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1b2733;
font:10pt/1.42 "DejaVu Sans","Segoe UI",Helvetica,Arial,sans-serif}
main{max-width:190mm;margin:0 auto;padding:8mm}
header{border-bottom:1.5pt solid #0b5cad;margin-bottom:5mm}
.mark{margin:0;color:#0b5cad;font-weight:700;letter-spacing:.06em}
h1{font-size:20pt;line-height:1.15;margin:.5mm 0 1mm}
h2{font-size:12.5pt;margin:0 0 1.6mm}
h3{font-size:10.5pt;margin:3.5mm 0 1.2mm}
h2,h3{break-after:avoid}
p{margin:0 0 1.6mm}
.lead{color:#44525f}
section{margin:0 0 6.5mm}
.result{display:flex;gap:6mm;border:1pt solid #0b5cad;border-radius:2mm;padding:4mm 5mm;
break-inside:avoid}
.grade{flex:none;width:24mm;height:24mm;margin:0;border-radius:2mm;background:#0b5cad;color:#fff;
font-size:38pt;font-weight:700;line-height:24mm;text-align:center}
ul{margin:1mm 0;padding-left:5mm}
dl{display:grid;grid-template-columns:38mm 1fr;gap:.6mm 4mm;margin:0}
dt{color:#44525f}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:9pt;margin:0 0 2mm}
thead{display:table-header-group}
tr{break-inside:avoid}
th{text-align:left;font-weight:600;color:#44525f;border-bottom:.8pt solid #9aa7b2}
th,td{padding:.7mm 2.2mm .7mm 0;vertical-align:top}
td{border-bottom:.4pt solid #e4e9ed}
table.num td,.budget td:nth-child(4){font-variant-numeric:tabular-nums}
table.num th:not(:first-child),table.num td:not(:first-child){text-align:right}
table.small{font-size:8pt}
table.grades td:last-child{white-space:nowrap}
.budget td:last-child{color:#44525f}
figure{margin:0 0 4mm;break-inside:avoid}
figcaption{font-weight:600;margin-bottom:1mm}
.chart{width:100%;height:auto;font-family:"DejaVu Sans","Segoe UI",Helvetica,Arial,sans-serif}
.foot{break-inside:avoid}
.sign{margin-top:12mm;border-top:.6pt solid #1b2733;padding-top:1.2mm;width:80mm}
.digest{font-size:8pt;color:#44525f}
code{overflow-wrap:anywhere}
@media print{main{padding:0;max-width:none}}
"""
