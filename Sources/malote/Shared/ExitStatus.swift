/// How a command ends: the codes of `sysexits.h`, and two below them.
enum ExitStatus: Int32 {
  /// Done, nothing to say against it.
  case ok = 0
  /// `check` or `audit verify` found problems.
  case problems = 1
  /// Some documents are good and some are rejected.
  case someRejected = 2
  /// The command was called wrongly (the argument parser's own code too).
  case usage = 64
  /// No document of the input is good.
  case data = 65
  /// A file that was named cannot be found or is no file.
  case noInput = 66
  /// Something that is needed is not running.
  case unavailable = 69
  /// A mistake in Malote itself.
  case software = 70
  /// Reading or writing failed.
  case inputOutput = 74
  /// It may succeed later: somebody else holds the site, or documents wait.
  case tryLater = 75
  /// A right is missing.
  case noPermission = 77
  /// `malote.yaml` or `Schemas/` has a mistake.
  case configuration = 78
}
