internal import Model

extension ValueType {
    func intProblem(_ text: String) -> String {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let isWritten = !digits.isEmpty && digits.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        if !isWritten { return "it is not written in digits alone" }
        return digits.hasPrefix("0") ? "it has a leading zero" : "it needs more than 64 bits"
    }

    func bytesProblem(_ text: String) -> String? {
        guard Quantity.bytes(text) != nil else {
            return "it is not a number of bytes, or one with B, KB, MB, GB, KiB, MiB or GiB"
        }
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count)
        return number.contains(".") && (unit.isEmpty || unit == "B") ? "a part of a byte is no size" : nil
    }

    func dsnProblem(_ text: String, _ schemes: [String]) -> String? {
        do throws(DSN.Failure) {
            return URLText.schemeProblem(try DSN(text).scheme, schemes)
        } catch {
            return error.reason
        }
    }

    func emailProblem(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254 else {
            return "it is not name@domain"
        }
        let isNameFine =
            parts[0].first != "." && parts[0].last != "." && !parts[0].contains("..")
            && parts[0].unicodeScalars.allSatisfy {
                !URLText.isBlankOrControl($0) && !"<>()[],;:\\\"".unicodeScalars.contains($0)
            }
        let isDomainFine = HostPort.isNameOrIPv4(parts[1]) && !HostPort.isIPv4(parts[1]) && parts[1].last != "."
        return isNameFine && isDomainFine ? nil : "it is not name@domain"
    }

    func pathProblem(_ text: String) -> String? {
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "it holds a control character"
        }
        if text.utf8.count > 4_096 { return "it has more than 4096 bytes" }
        let isPadded = [text.unicodeScalars.first, text.unicodeScalars.last].contains {
            $0?.properties.isWhitespace == true
        }
        return isPadded ? "it begins or ends with white space" : nil
    }
}
