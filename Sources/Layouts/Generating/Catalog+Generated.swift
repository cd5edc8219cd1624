import EDIModel

extension Catalog {
  /// The files that are generated from the declarations and kept beside them: each XML layout's XSD, with its path below
  /// the schemas folder.
  public func generatedFiles() -> [(path: String, text: String)] {
    layouts.compactMap { layout in
      guard case .xml(let xml) = layout.format else { return nil }
      return (layout.path + ".xsd", xml.schema)
    }
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
