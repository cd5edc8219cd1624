import EDIModel

extension ErrorReport {
  /// The `.erro.txt`: Portuguese, then a short English part. UTF-8 with a byte order mark and CRLF line ends, so that
  /// old Windows editors show the accents.
  public func text() -> [UInt8] {
    var sheet = Sheet()
    sheet.title(title.pt)
    sheet.blank()
    writeHead(into: &sheet)
    sheet.heading("O que aconteceu")
    sheet.paragraph(cause.pt, first: "  ")
    sheet.heading(findings.count == 1 ? "Onde" : "Onde, um por um")
    writeFindings(into: &sheet)
    sheet.heading("Impacto")
    for line in impact { sheet.paragraph(line.pt, first: "  ") }
    sheet.heading("O que fazer")
    sheet.steps(steps.map(\.pt))
    if let resending {
      sheet.heading("Como reenviar")
      sheet.paragraph(resending.pt, first: "  ")
    }
    writeTrace(into: &sheet)
    writeEnglish(into: &sheet)
    return [0xEF, 0xBB, 0xBF] + (sheet.lines + [""]).joined(separator: "\r\n").utf8
  }

  private func writeHead(into sheet: inout Sheet) {
    let time = LocalTime(utc: origin.receivedAt, timeZone: origin.timeZone)
    let clock = LocalTime.clockName(of: origin.timeZone).pt
    sheet.pairs([
      ("Arquivo", origin.fileName),
      ("Recebido", time.map { "\($0.text) (\(clock), \($0.offset))" } ?? origin.receivedAt),
      ("De", Self.systemName(origin.system)),
      ("Operação", subject.map { "\($0.title.pt), layout \($0.layout)" }),
      ("Rastreio", id),
    ])
  }

  private func writeFindings(into sheet: inout Sheet) {
    for (index, finding) in findings.enumerated() {
      let words = FindingWording(finding: finding, language: .pt)
      if index > 0 { sheet.blank() }
      let number = findings.count == 1 ? "  " : "  \(index + 1). "
      sheet.paragraph("\(words.severity.uppercased()): \(words.title) [\(finding.code.rawValue)]", first: number)
      sheet.pairs(words.pairs, indent: number.count)
    }
    if furtherFindings > 0 {
      sheet.blank()
      let more = Self.number(furtherFindings, "outro não foi listado", "outros não foram listados")
      sheet.paragraph("… e mais \(more).", first: "  ")
    }
  }

  private func writeTrace(into sheet: inout Sheet) {
    sheet.heading("Rastreio e original")
    sheet.pairs(
      [
        ("Rastreio", id),
        ("SHA-256 do arquivo", origin.sha256),
        ("Original guardado em", origin.original),
        ("Parte recusada em", origin.rejected),
      ], indent: 2)
  }

  private func writeEnglish(into sheet: inout Sheet) {
    sheet.blank()
    sheet.title("English: " + title.en, rule: "-")
    sheet.paragraph(cause.en)
    for (index, finding) in findings.prefix(10).enumerated() {
      let words = FindingWording(finding: finding, language: .en)
      let details = [
        words.place, words.field, words.found.map { "found " + $0 }, words.expected.map { "expected " + $0 },
      ].compactMap(\.self).joined(separator: ", ")
      let separator = details.isEmpty ? "" : ": "
      sheet.paragraph("\(words.title)\(separator)\(details).", first: "  \(index + 1). ")
    }
    if findings.count > 10 { sheet.paragraph("… (\(findings.count - 10) more are listed above)", first: "  ") }
    for line in impact + steps { sheet.paragraph(line.en) }
  }
}
