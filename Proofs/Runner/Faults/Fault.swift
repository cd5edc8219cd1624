/// What goes wrong at one call, and from there on or only once.
struct Fault: Sendable, Hashable {
  /// How it goes wrong.
  enum Kind: String, Sendable, CaseIterable {
    /// The process ends before the call.
    case kill
    /// Half of a write is done, then the process ends.
    case torn
    /// The process stands still before the call, and the power is cut.
    case stop
    /// The call fails with EIO.
    case eio
    /// The call is made and says EIO all the same.
    case late
    /// The call fails with ENOSPC.
    case enospc
    /// Half of a write is done, and said to be done.
    case short

    /// Whether the process cannot go on.
    var endsProcess: Bool { self == .kill || self == .torn || self == .stop }
  }

  let kind: Kind
  /// Every later call goes wrong too.
  var isOnward = false

  /// Its name on the command line: `eio`, `eio-onward`.
  var name: String { kind.rawValue + (isOnward ? "-onward" : "") }

  /// All that make sense without cutting the power.
  static let all: [Fault] =
    [Fault(kind: .kill), Fault(kind: .torn)]
    + [Kind.eio, .late, .enospc, .short].flatMap { [Fault(kind: $0), Fault(kind: $0, isOnward: true)] }

  static func named(_ name: String) -> Fault? { (all + [Fault(kind: .stop)]).first { $0.name == name } }
}

/// A fault at a call: what a run is to meet.
struct Strike: Sendable {
  let fault: Fault
  /// The call, counted over all threads from 1.
  let call: Int
}
