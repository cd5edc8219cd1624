public import EDIModel

/// What became of one sample.
public struct SampleResult: Sendable {
  /// The flow that it belongs to.
  public let flow: String
  /// Its path below the samples folder: `pedido-venda/pass/simples.xml`.
  public let path: String
  /// What is wrong; `nil` when it passed.
  public let failure: Failure?

  /// Whether it passed.
  public var hasPassed: Bool { failure == nil }

  /// Why a sample does not pass.
  public struct Failure: Sendable {
    /// The stable code: `missing`, `written`, `differs`, `rejected`, `accepted`, `wrong-flow`, `unreadable`.
    public let code: String
    /// What is wrong and what to do.
    public let message: Bilingual
    /// The lines that differ (`-` expected, `+` now) or the findings that were not expected.
    public let details: [String]

    init(_ code: String, _ message: Bilingual, details: [String] = []) {
      self.code = code
      self.message = message
      self.details = details
    }
  }
}

extension SampleResult.Failure {
  static func missing(_ kind: String) -> Self {
    Self(
      "missing",
      Bilingual(
        pt: "falta pelo menos um exemplo em \(kind)/", en: "at least one sample is missing in \(kind)/"))
  }

  static func written(_ name: String) -> Self {
    Self(
      "written",
      Bilingual(
        pt: "\(name) não existia e foi criado agora: confira e guarde",
        en: "\(name) did not exist and has been written: read it and keep it"))
  }

  static func differs(_ name: String, _ difference: [String]) -> Self {
    Self(
      "differs",
      Bilingual(
        pt: "o resultado difere de \(name) (- esperado, + agora)",
        en: "the result differs from \(name) (- expected, + now)"),
      details: difference)
  }

  static func rejected(_ findings: [String]) -> Self {
    Self(
      "rejected",
      Bilingual(pt: "o exemplo de pass/ foi recusado", en: "a sample in pass/ was rejected"), details: findings)
  }

  static let accepted = Self(
    "accepted", Bilingual(pt: "o exemplo de fail/ foi aceito", en: "a sample in fail/ was accepted"))

  static func wrongFlow(_ found: String?) -> Self {
    let flow = found ?? "—"
    return Self(
      "wrong-flow",
      Bilingual(pt: "o arquivo foi reconhecido como \(flow)", en: "the file was recognised as \(flow)"))
  }

  static func unreadable(_ error: any Error) -> Self {
    Self(
      "unreadable", Bilingual(pt: "não foi possível ler ou gravar: \(error)", en: "cannot be read or written: \(error)")
    )
  }
}
