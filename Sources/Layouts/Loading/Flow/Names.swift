import EDIModel

/// What may be a name of the author's own.
enum Names {
  /// `quantidade_boa`: small letters, digits and underscores. `present`, `absent` and `single` are words of conditions.
  static func isField(_ name: Located<String>, log: DeclarationLog) -> Bool {
    check(name, separator: "_", reserved: ["present", "absent", "single"], log: log)
  }

  /// `ordem-producao`: small letters, digits and hyphens.
  static func isFlow(_ name: Located<String>, log: DeclarationLog) -> Bool {
    check(name, separator: "-", reserved: [], log: log)
  }

  private static func check(
    _ name: Located<String>, separator: Unicode.Scalar, reserved: [String], log: DeclarationLog
  ) -> Bool {
    let scalars = name.value.unicodeScalars
    let startsWell = scalars.first.map { ("a"..."z").contains($0) } ?? false
    let continuesWell = scalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == separator }
    if startsWell, continuesWell, !reserved.contains(name.value) { return true }
    log.report(
      .flowName, at: name.place,
      Bilingual(pt: "`\(name.value)` não serve de nome", en: "`\(name.value)` cannot be a name"),
      hint: Bilingual(
        pt: "use letras minúsculas sem acento, números e `\(separator)`, começando com letra",
        en: "use small letters, digits and `\(separator)`, starting with a letter"))
    return false
  }
}
