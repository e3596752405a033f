// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Dictionaries around the tensors of a checkpoint.
@Suite struct StateDictionaryTests {
  /// Python value as a checkpoint contains it.
  private indirect enum Value {
    case tensor([Int])
    case number(Int)
    case list([Value])
    case dictionary([(String, Value)])
  }

  /// Returns the pickle value, and appends its containers.
  private func pickle(_ value: Value, _ containers: inout [[PickleValue]]) -> PickleValue {
    switch value {
    case .tensor(let shape):
      let storage = StorageReference(key: "0", type: .float32, count: 0)
      return .tensor(
        TensorView(
          storage: storage, type: .float32, offset: 0, shape: shape, strides: shape, byte: 0))
    case .number(let number): return .int(number)
    case .list(let members):
      let elements = members.map { pickle($0, &containers) }
      containers.append(elements)
      return .list(containers.count - 1)
    case .dictionary(let members):
      let elements = members.flatMap { [.string($0.0), pickle($0.1, &containers)] }
      containers.append(elements)
      return .dictionary(containers.count - 1)
    }
  }

  private func open(_ value: Value) throws -> StateDictionary {
    var containers: [[PickleValue]] = []
    let root = pickle(value, &containers)
    return try StateDictionary(root, containers: containers)
  }

  private let model = Value.dictionary([("a.weight", .tensor([2, 3])), ("a.bias", .tensor([2]))])
  private let optimizer = Value.dictionary([
    ("state", .dictionary([("0", .dictionary([("exp_avg", .tensor([2, 3]))]))])),
    ("param_groups", .list([.dictionary([("params", .list([.number(0)]))])])),
  ])

  @Test(arguments: ["state_dict", "model", "params", "whatever", "state", "gewichte.π", ""])
  func aDictionaryOfAnyNameIsOpenedAtEveryDepth(name: String) throws {
    var value = model
    for depth in 0...20 {
      let opened = try open(value)
      #expect(opened.views.map(\.name) == ["a.weight", "a.bias"])
      #expect(opened.notes.wrapper == String(repeating: name + ".", count: depth))
      #expect(opened.notes.ignored.isEmpty)
      value = .dictionary([("epoch", .number(3)), (name, value)])
    }
  }

  @Test func optimizersAndCountersAroundTheNetworkAreIgnored() throws {
    let opened = try open(
      .dictionary([
        ("step", .tensor([])), ("net", model), ("optimizers", .list([optimizer, optimizer])),
        ("best", .tensor([1])),
      ]))
    #expect(opened.views.map(\.name) == ["a.weight", "a.bias"])
    #expect(opened.notes.wrapper == "net.")
    #expect(opened.notes.ignored == ["optimizers.0", "optimizers.1", "step", "best"])
  }

  @Test func tensorsOfSeveralDictionariesKeepTheirFullNames() throws {
    let opened = try open(
      .dictionary([
        ("x", .dictionary([("model", model), ("ema", model)])), ("optimizer", optimizer),
      ]))
    #expect(opened.notes.wrapper == "x.")
    #expect(
      opened.views.map(\.name) == ["model.a.weight", "model.a.bias", "ema.a.weight", "ema.a.bias"])
  }

  @Test func tensorsBesideADictionaryOfTensorsAreMarked() throws {
    let opened = try open(.dictionary([("losses", .tensor([9])), ("net", model)]))
    #expect(opened.notes.wrapper.isEmpty)
    #expect(opened.notes.besideDictionaries == ["losses"])
  }

  @Test func aFileWithOnlyOptimizerStateIsAnError() {
    for value in [optimizer, .dictionary([("optimizer", optimizer)])] {
      #expect(throws: WeightError.onlyOptimizerState) { try open(value) }
    }
  }

  @Test func aDictionaryOfCountersIsRead() throws {
    let opened = try open(.dictionary([("c", .dictionary([("step", .tensor([]))]))]))
    #expect(opened.views.map(\.name) == ["step"])
    #expect(opened.notes.wrapper == "c.")
  }

  @Test func namesAndNestingAreLimited() throws {
    var value = Value.tensor([2])
    for depth in 0...33 {
      #expect((depth <= 32) == ((try? open(value)) != nil), "\(depth)")
      value = .dictionary([("a", value)])
    }
    for (length, isAccepted) in [(512, true), (513, false)] {
      let name = String(repeating: "n", count: length - 1)
      let value = Value.dictionary([("a", .dictionary([(name, .tensor([2]))]))])
      #expect(isAccepted == ((try? open(value)) != nil), "\(length)")
    }
  }
}
