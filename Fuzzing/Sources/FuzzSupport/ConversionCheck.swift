import Conversion
import EDIModel
import Formats
import Layouts

/// A whole file through recognition, rules and conversion: checking and converting agree, and what the destination gets
/// can be read.
struct ConversionCheck {
  private let declared: Declared

  init(_ declared: Declared) { self.declared = declared }

  func check(_ bytes: [UInt8]) {
    var settings = FileSettings()
    // A small file is kept, a large one read twice: here it is chance which.
    settings.keptBelow = bytes.count % 2 == 0 ? 0 : .max
    var outputs: [FileOutput] = []
    var (checked, converted): ([Finding], [Finding]) = ([], [])
    do {
      let file = InterchangeSource(bytes)
      let verdict = try declared.exchanges.checkFile(file, settings: settings, onFinding: { checked.append($0) })
      let result = try declared.exchanges.convertFile(
        file, settings: settings, onFinding: { converted.append($0) }, onOutput: { outputs.append($0) })
      guard let layout = result.layout, declared.exchanges.exchange(for: layout) != nil else { return }
      expect(checked == converted, "checking and converting find different things")
      expect(verdict.good == result.good && verdict.rejected == result.rejected, "verdicts differ")
      expect(result.isRefused || outputs.count == result.good, "\(result.good) good documents, \(outputs.count) outputs")
      for output in outputs { try checkEcho(output, of: layout) }
    } catch { stop("thrown: \(error)") }
  }

  private func checkEcho(_ output: FileOutput, of layout: Layout) throws {
    guard declared.isComplete, let exchange = declared.exchanges.exchange(for: layout),
      let reader = declared.exchanges.reader(for: exchange.writer.layout)
    else { return }
    let pass = Pass(output.bytes, by: reader)
    expect(
      pass.documents.count == 1 && pass.isAccepted,
      "what was delivered is not read: \(pass.findings): \(String(decoding: output.bytes, as: UTF8.self))")
  }
}
