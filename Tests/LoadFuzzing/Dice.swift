/// Random numbers that are the same for the same seed everywhere (SplitMix64: Steele, Lea, Flood, 2014).
package struct Dice {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// The dice of one input, whichever inputs came before it.
    package init(seed: UInt64, target: FuzzTarget, number: UInt64) {
        var dice = Dice(seed: seed ^ UInt64(target.rawValue.utf8.count) &<< 56 ^ UInt64(target.order) &<< 48)
        state = dice.next() ^ number &* 0xd1b5_4a32_d192_ed03
    }

    /// Dice that an input decides, so that its bytes alone repeat everything.
    package init(of input: [UInt8]) {
        state = 0xcbf2_9ce4_8422_2325
        for byte in input.prefix(4096) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed &>> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed &>> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed &>> 31
    }

    /// From 0 to `count` - 1; 0 where there is nothing to choose from.
    package mutating func below(_ count: Int) -> Int {
        count > 0 ? Int(truncatingIfNeeded: next() % UInt64(count)) : 0
    }

    /// Once in `count` times.
    package mutating func once(in count: Int) -> Bool { below(count) == 0 }

    package mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

    package mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}
