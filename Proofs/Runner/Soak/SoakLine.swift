import Filesystem

/// The line of one soak in the report.
final class SoakLine: Sendable {
  private let name: String
  private let report: Report
  private let began = Monotonic.now()

  init(name: String, _ report: Report) {
    self.name = name
    self.report = report
  }

  private func row(_ result: SoakSite.Result) -> Report.Row {
    var row = Report.Row(series: "\(name): \(result.files) files, \(result.handedOver) out", calls: 0)
    if result.again > 0 { row = Report.Row(series: row.series + ", \(result.again) again", calls: 0) }
    row.last = result.stops
    row.runs = result.stops
    row.breaches = result.breaches.count
    row.seconds = (Monotonic.now() - began) / .seconds(1)
    return row
  }

  func progress(_ result: SoakSite.Result) { report.progress(row(result)) }

  func finish(_ result: SoakSite.Result, site: String, replay: String) {
    if !result.breaches.isEmpty {
      report.failed(
        Report.Failure(
          series: name, calls: ["\(result.stops) stops"], breaches: result.breaches, replay: replay, site: site))
    }
    report.finished(row(result))
  }
}
