extension ReportPage {
    /// Kicau's own colours, in the light, in the dark and on paper.
    static let style = """
        :root { --paper:#f6f3ec; --card:#fffdf8; --ink:#1b2a28; --soft:#56645f; --line:#e0d9ca; --leaf:#135a4f;
          --leaf-wash:#dfeee8; --good:#1c6337; --good-wash:#e0f0e2; --calm:#1a5578; --calm-wash:#e1edf4;
          --busy:#7a5200; --busy-wash:#fbefcf; --quiet-wash:#ebe6da; --bad:#9c1d2b; --bad-wash:#fbe3e3 }
        @media (prefers-color-scheme: dark) { :root { --paper:#101a18; --card:#172421; --ink:#e8ede7; --soft:#a3b3ac;
          --line:#2a3a36; --leaf:#82d5c1; --leaf-wash:#1c3a34; --good:#8fd6a3; --good-wash:#1a3524; --calm:#93c8e8;
          --calm-wash:#182f3d; --busy:#efc76a; --busy-wash:#382d12; --quiet-wash:#22302d; --bad:#f59a9f;
            --bad-wash:#401d20 } }
        * { box-sizing:border-box }
        body { margin:0; background:var(--paper); color:var(--ink);
          font:1rem/1.6 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif }
        main { max-width:68rem; margin:0 auto; padding:2rem 1rem 4rem }
        h1 { font:600 clamp(1.7rem,5vw,2.6rem)/1.2 ui-serif,"Iowan Old Style",Palatino,"Noto Serif",Georgia,serif;
          margin:.2rem 0 .8rem }
        h2 { font-size:1.25rem; margin:2.5rem 0 .8rem } h2 small, .quiet { color:var(--soft); font-weight:400 }
        h3 { font-size:1rem } p { margin:.5rem 0; max-width:46rem } .quiet { font-size:.9rem }
        a { color:var(--leaf) } bdi, code { overflow-wrap:anywhere } code { font-size:.78rem }
        .tiles { display:grid; grid-template-columns:repeat(4,1fr); gap:.6rem; list-style:none; margin:1.2rem 0;
          padding:0 }
        .tiles li { background:var(--quiet-wash); border-radius:10px; padding:.6rem .8rem }
        .tiles b { display:block; font-size:1.6rem; line-height:1.2 }
        article { background:var(--card); border:1px solid var(--line); border-radius:16px; padding:1rem 1.1rem;
          margin:0 0 1rem }
        article header { display:flex; flex-wrap:wrap; gap:.3rem .7rem;
          align-items:baseline } time { color:var(--soft); font-size:.9rem }
        .chip { border-radius:99px; padding:.05rem .65rem; font-size:.85rem; background:var(--quiet-wash) }
        .tiles .strong, .strong .chip { background:var(--good-wash); color:var(--good) }
        .tiles .likely, .likely .chip { background:var(--calm-wash); color:var(--calm) }
        .tiles .possible, .possible .chip { background:var(--busy-wash); color:var(--busy) }
        .pair { display:grid; grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr)); gap:.8rem;
          margin:.8rem 0 }
        figure { margin:0; min-width:0 } figcaption { color:var(--soft); font-size:.8rem }
        blockquote { margin:.2rem 0; padding:.7rem .9rem; border-radius:10px; background:var(--paper);
          white-space:pre-wrap;
          overflow-wrap:anywhere; unicode-bidi:isolate }
        mark { background:var(--leaf-wash); color:inherit; border-radius:3px }
        del { color:var(--bad); background:var(--bad-wash); text-decoration-thickness:1px; border-radius:3px }
        ins { color:var(--busy); background:var(--busy-wash); text-decoration:none; border-bottom:2px solid;
          border-radius:3px }
        .e { text-decoration:underline dotted; text-underline-offset:3px }
        summary { cursor:pointer; color:var(--leaf) } .wide { overflow-x:auto }
        table { border-collapse:collapse; width:100%; font-size:.9rem } th, td { text-align:start;
          padding:.4rem .6rem .4rem 0;
          border-bottom:1px solid var(--line);
            vertical-align:top } td:not(:first-child) { font-variant-numeric:tabular-nums }
        @media (max-width:30rem) { main { padding:1.2rem .8rem 3rem } .tiles { grid-template-columns:repeat(2,1fr) } }
        @media print { :root { --paper:#fff; --card:#fff; --ink:#000; --soft:#444; --line:#bbb; --leaf-wash:#e4efe9 }
          main { max-width:none; padding:0 } article { break-inside:avoid } details > * { display:block }
          mark, del, ins, .chip, .tiles li { print-color-adjust:exact; -webkit-print-color-adjust:exact } }
        """
}
