import EDIModel

extension Layout {
  /// The XSD of what the normaliser lets through: `xs:all`, plain types; made anew at each call. `nil` where the layout
  /// is no XML. See decision 12.
  public var schema: String? {
    guard case .xml(let xml) = format else { return nil }
    return XSDGenerator(layout: xml, shape: shape, source: "\(path).layout.yaml").text
  }
}

extension Catalog {
  /// The files that are generated from the declarations and kept beside them: each XML layout's XSD, with its path below
  /// the schemas folder.
  public func generatedFiles() -> [(path: String, text: String)] {
    layouts.compactMap { layout in layout.schema.map { (layout.path + ".xsd", $0) } }
  }

  /// The generated files that are missing in `folder` or are not what the declarations say, one error each.
  public func drift(in folder: String) -> [DeclarationError] {
    let files = SchemaFolder(root: folder, log: DeclarationLog())
    return generatedFiles().compactMap { path, text in
      guard let bytes = try? files.bytes(path) else {
        return Self.drift(path, line: 1, Bilingual(pt: "falta o arquivo gerado", en: "the generated file is missing"))
      }
      guard !bytes.elementsEqual(text.utf8) else { return nil }
      return Self.drift(
        path, line: Self.firstDifference(bytes, Array(text.utf8)),
        Bilingual(
          pt: "o arquivo gerado não corresponde à declaração", en: "the generated file is not what the declaration says"
        ))
    }
  }

  private static func drift(_ path: String, line: Int, _ message: Bilingual) -> DeclarationError {
    DeclarationError(
      .schemasDrift, at: DeclarationPlace(file: path, line: line), message,
      hint: Bilingual(
        pt: "grave-o de novo com `malote check --write`", en: "write it again with `malote check --write`"))
  }

  /// The line of the first byte that differs.
  private static func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> Int {
    let common = zip(left, right).prefix { $0 == $1 }
    return 1 + common.count { $0.0 == UInt8(ascii: "\n") }
  }
}
