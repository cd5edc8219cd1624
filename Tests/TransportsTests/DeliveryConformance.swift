import Filesystem
import Testing

@testable import Transports

/// An outbox that a conformance check can collect from, whatever the transport.
protocol DeliveryBench {
  var delivery: any Delivery { get }
  /// What the system that collects sees.
  func visibleNames() throws -> [[UInt8]]
  /// Collects a file: reads and removes it.
  func collect(_ name: [UInt8]) throws -> [UInt8]?
  /// Puts a file there that is not ours.
  func occupy(_ name: [UInt8], _ content: [UInt8]) throws
}

/// What every delivery must do. A transport's tests run `all` on their own bench.
struct DeliveryConformance: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let run: @Sendable (any DeliveryBench) throws -> Void

  private init(_ name: String, _ run: @escaping @Sendable (any DeliveryBench) throws -> Void) {
    testDescription = name
    self.run = run
  }

  private static let name = bytes("pedido.xml")
  private static let order = bytes("<pedido/>")

  static let all = [
    DeliveryConformance("nothing is visible before it is published, then all of it") { bench in
      try bench.delivery.prepare(name, bytes: order.span)
      #expect(try bench.visibleNames().isEmpty)
      #expect(try bench.delivery.parts() == [name])
      #expect(try bench.delivery.open(name, isPart: true)?.bytes(at: 0, count: 99) == order)
      #expect(try bench.delivery.open(name, isPart: false) == nil)
      #expect(try bench.delivery.publish(name) == .published)
      try bench.delivery.sync()
      #expect(try bench.delivery.parts().isEmpty)
      #expect(try bench.delivery.open(name, isPart: true) == nil)
      #expect(try bench.delivery.open(name, isPart: false)?.bytes(at: 0, count: 99) == order)
      #expect(try bench.collect(name) == order)
    },
    DeliveryConformance("a file that stands there is never replaced") { bench in
      try bench.occupy(name, bytes("theirs"))
      try bench.delivery.prepare(name, bytes: order.span)
      #expect(try bench.delivery.publish(name) == .occupied)
      #expect(try bench.delivery.parts() == [name], "the part stays for whoever decides")
      #expect(try bench.collect(name) == bytes("theirs"))
      #expect(try bench.delivery.publish(name) == .published)
    },
    DeliveryConformance("publishing again tells whether it was collected") { bench in
      try bench.delivery.prepare(name, bytes: order.span)
      #expect(try bench.delivery.publish(name) == .published)
      #expect(try bench.delivery.publish(name) == .occupied)
      #expect(try bench.collect(name) == order)
      #expect(try bench.delivery.publish(name) == .absent)
    },
    DeliveryConformance("a part is replaced as a whole, and can be given up") { bench in
      try bench.delivery.prepare(name, bytes: bytes("a longer first attempt").span)
      try bench.delivery.prepare(name, bytes: order.span)
      #expect(try bench.delivery.open(name, isPart: true)?.bytes(at: 0, count: 99) == order)
      try bench.delivery.discard(name)
      try bench.delivery.discard(name)
      #expect(try bench.delivery.parts().isEmpty)
      #expect(try bench.delivery.publish(name) == .absent)
    },
    DeliveryConformance("many threads prepare at the same time") { bench in
      let delivery = bench.delivery
      let failures = parallelMap(64, width: 16) { number in
        do throws(FileSystemError) {
          try delivery.prepare(bytes("\(number)"), bytes: [UInt8](repeating: UInt8(number), count: 5000).span)
          return nil as FileSystemError?
        } catch {
          return error
        }
      }
      #expect(failures.compactMap { $0 }.isEmpty)
      for number in 0..<64 { #expect(try delivery.publish(bytes("\(number)")) == .published) }
      try delivery.sync()
      for number in 0..<64 {
        #expect(try bench.collect(bytes("\(number)")) == [UInt8](repeating: UInt8(number), count: 5000))
      }
    },
    DeliveryConformance("an empty file and a long name arrive too") { bench in
      let long = [UInt8](repeating: 0x61, count: SafeName.limit)
      try bench.delivery.prepare(long, bytes: [UInt8]().span)
      #expect(try bench.delivery.publish(long) == .published)
      #expect(try bench.collect(long) == [])
    },
  ]
}
