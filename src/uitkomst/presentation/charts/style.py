"""Style of charts on paper; on screen the page's own style sheet holds (templates/mirror.css, same class names)."""

FIXED_STYLE = (
    "text{font-family:'Libertinus Serif';font-size:12.5px;fill:#20262b}"
    ".num{font-weight:700}.small{font-size:11px;fill:#56616a}.quiet{fill:#56616a}"
    ".axis{stroke:#c9ced2;stroke-width:1}.base{stroke:#8b949b;stroke-width:1}"
    ".rest{stroke:#d5dade;stroke-width:13}.met{stroke:#1f5a70;stroke-width:13}"
    ".thick{stroke:#9fbcc7;stroke-width:9}.margin{stroke:#1f5a70;stroke-width:1.6}.margin2{stroke:#20262b;stroke-width:1.6}"
    ".track{fill:#eef0f1}.bar{fill:#1f5a70}.bar2{fill:#9fbcc7}"
    ".course{stroke:#1f5a70;stroke-width:2}.course2{stroke:#20262b;stroke-width:1.4;stroke-dasharray:4 3}"
    ".dot{fill:#1f5a70;stroke:#1f5a70;stroke-width:2}.dot2{fill:#20262b;stroke:#20262b;stroke-width:2}"
    ".moment{stroke:#56616a;stroke-width:1;stroke-dasharray:2 3}"
    ".open{fill:#ffffff}.band{stroke:#dbe6ea;stroke-width:9}"
)
