/// A whole HTML page in a network's look, with its rehearsal label.
struct Sheet {
    let look: Look
    let title: String
    /// HTML already.
    let body: String

    var html: String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(Self.escaped(title)) · \(Self.escaped(look.name)) rehearsal</title>
        <style>\(style)</style></head>
        <body><p class="label"><b>Rehearsal network</b> It plays \(Self.escaped(look.name)) on this machine. \
        Nothing here is public.</p>
        <header><a class="sign" href="/_rehearsal">\(Self.escaped(look.sign))</a> \
        <span>\(Self.escaped(look.name))</span></header>
        <main>\(body)</main></body></html>
        """
    }

    /// Text made safe to stand in HTML.
    static func escaped(_ text: String) -> String {
        var safe = ""
        for character in text {
            switch character {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            default: safe.append(character)
            }
        }
        return safe
    }

    private var style: String {
        """
        *{box-sizing:border-box}body{margin:0;background:\(look.paper);color:\(look.ink);font:16px/1.5 \(look.font)}
        .label{margin:0;padding:7px 16px;background:repeating-linear-gradient(-45deg,#ffd84d 0 14px,#ffe27a 14px 28px);\
        color:#3b2f00;font-size:13px;text-align:center}
        header{display:flex;align-items:center;gap:10px;max-width:640px;margin:0 auto;padding:22px 16px 12px;\
        font-weight:650;font-size:18px}
        .sign{display:inline-grid;place-items:center;min-width:36px;height:36px;padding:0 8px;border-radius:10px;\
        background:\(look.accent);color:\(look.accentInk);font-weight:800;text-decoration:none}
        main{max-width:640px;margin:0 auto;padding:0 16px 64px}
        .card{background:\(look.card);border:1px solid \(look.line);border-radius:\(look.round);padding:20px;\
        margin:0 0 14px}
        h1{font-size:22px;line-height:1.25;margin:0 0 8px}h2{font-size:15px;margin:22px 0 8px;color:\(look.quiet)}
        p{margin:0 0 12px}.quiet{color:\(look.quiet);font-size:14px}a{color:inherit}
        ul.asks{margin:0 0 6px;padding-left:20px}ul.asks li{margin:3px 0}
        .who{display:flex;gap:12px;align-items:center}.face{display:inline-grid;place-items:center;flex:none;\
        width:44px;height:44px;border-radius:50%;background:\(look.line);color:\(look.ink);\
        font-weight:700;font-size:15px}
        .who b{display:block;line-height:1.2}.who span.quiet{display:block}
        button{display:block;font:inherit;cursor:pointer;border-radius:\(look.round);border:1px solid \(look.line);\
        background:\(look.card);color:\(look.ink);padding:12px 14px;width:100%;text-align:left;margin:0 0 8px}
        button.as:hover,button:focus-visible{border-color:\(look.accent);outline:2px solid \(look.accent);\
        outline-offset:1px}
        button.as .go{margin-left:auto;background:\(look.accent);color:\(look.accentInk);border-radius:999px;\
        padding:6px 14px;font-size:14px;font-weight:650;white-space:nowrap}
        button.no{background:transparent;border-color:transparent;color:\(look.quiet);text-align:center}
        .text{white-space:pre-wrap;overflow-wrap:anywhere;font-size:19px;line-height:1.45;margin:14px 0}
        .answer .text{font-size:16px;margin:10px 0 12px}.media{display:grid;gap:6px;grid-template-columns:repeat(\
        auto-fit,minmax(220px,1fr));margin:12px 0}
        .media img,.media video{width:100%;border-radius:\(look.round);border:1px solid \(look.line);display:block}
        figure{margin:0}figcaption{font-size:12.5px;color:\(look.quiet);margin-top:3px}
        .counts{display:flex;flex-wrap:wrap;gap:18px;border-top:1px solid \(look.line);padding-top:12px;\
        font-size:14px;color:\(look.quiet)}.counts b{color:\(look.ink)}
        code{font:13px ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        """
    }
}
