import Foundation
import Testing

/// A backlog, worked off by the built program.
@Suite struct ManyFilesTests {
  private static let count = Service.provesAll ? 100_000 : 800
  /// Bytes that the program may have in use at most.
  private static let most = 64 << 20

  @Test(.enabled(if: !isSanitized, "a sanitizer's memory is not ours"))
  func theBacklogOfAHolidayFitsIntoMemory() throws {
    let service = try Service()
    let template = try OrderTemplate()
    for number in 1...Self.count {
      try Data(template.order(number)).write(to: URL(filePath: "\(service.site)/protheus/inbox/\(number).xml"))
    }
    let process = try service.start("run", "--once")
    var peak = 0
    while process.isRunning {
      peak = max(peak, Self.peak(of: process.processIdentifier))
      usleep(20_000)
    }
    process.waitUntilExit()
    print("\(Self.count) files: peak \(peak >> 20) MB")
    #expect(process.terminationStatus == 0)
    #expect(peak > 0 && peak < Self.most, "\(peak >> 20) MB")
    #expect(try service.names("trimpaper/outbox").count == Self.count)
    #expect(try service.names("protheus/inbox").isEmpty)
  }

  /// The most that a process has had in use so far (`VmHWM`), in bytes.
  private static func peak(of process: Int32) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return kilobytes << 10
  }
}

/// Whether a sanitizer watches this process.
private let isSanitized = ["__tsan_init", "__asan_init"].contains { (symbol: String) in dlsym(nil, symbol) != nil }
