/// What keeps a proof from being carried out. A guarantee that does not hold is never one of these: that is a ``Breach``.
struct ProofError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, for the one who runs the proof.
  let description: String

  init(_ description: String) { self.description = description }
}
