#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The C library's elementary functions, named once so that no other file asks which platform this is.
enum Elementary {
    /// e^x.
    static func exp(_ x: Double) -> Double { naturalExponential(x) }
    /// ln(1 + x), exact also for small x.
    static func log1p(_ x: Double) -> Double { naturalLogarithmOfOnePlus(x) }
    /// 1 - erf(x), exact also where erf(x) is almost 1.
    static func erfc(_ x: Double) -> Double { complementaryErrorFunction(x) }
}

private func naturalExponential(_ x: Double) -> Double { exp(x) }
private func naturalLogarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
private func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }
