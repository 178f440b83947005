/// One request on an HTTP/2 connection, and what has come of its response.
package struct HTTP2Stream: ~Copyable {
    /// Who asked; nil once nobody waits for it any more.
    package var user: Int?
    /// The number on the wire; 0 while the place is free.
    package var id: Int32 = 0
    var expectation = ResponseParser.Expectation()
    /// 0 before the final head came.
    package var status: UInt16 = 0
    package var setsCookies = false
    var interimResponses = 0
    var headerCount = 0
    var headerBytes = 0
    package var bodyCount: UInt64 = 0
    var firstByteAt: Nanoseconds = 0
    /// Whether the server has ended the response.
    package var hasEnded = false
    /// What was wrong with it, where that was found here.
    package var fault: ResponseFault?
    /// The code with which the stream was closed.
    package var closeCode: UInt32 = 0
    var bytesIn: UInt64 = 0
    var bytesOut: UInt64 = 0
    /// Head in HTTP/1.1's form, and body; only where a check or a cookie wants them.
    package var keptHead = ByteBuffer()
    package var keptBody = ByteBuffer()
    /// The request's body: lasting memory of the plan, or what was written for this request.
    var requestBody = UnsafeRawBufferPointer(start: nil, count: 0)
    var requestSent = 0
    var written = ByteBuffer()

    /// Makes the place ready for another request.
    mutating func begin(user: Int, _ expectation: ResponseParser.Expectation) {
        self.user = user
        self.expectation = expectation
        status = 0
        setsCookies = false
        interimResponses = 0
        headerCount = 0
        headerBytes = 0
        bodyCount = 0
        firstByteAt = 0
        hasEnded = false
        fault = nil
        closeCode = 0
        bytesIn = 0
        bytesOut = 0
        keptHead.removeAll()
        keptBody.removeAll()
        requestSent = 0
    }

    /// Takes one field of a head; false when the head is more than may be.
    mutating func takeField(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        headerCount += 1
        headerBytes += name.count + value.count
        guard headerCount <= ResponseHead.maxHeaders, headerBytes <= ResponseHead.maxBytes else {
            fault = headerCount > ResponseHead.maxHeaders ? .tooManyHeaders : .headTooLarge
            return false
        }
        if name.count == 7, name[0] == UInt8(ascii: ":") { return takeStatus(value) }
        let isCookie = name.count == 10 && name.equalsIgnoringCase("set-cookie")
        if isCookie { setsCookies = true }
        if expectation.keeps || isCookie {
            keptHead.append(name)
            keptHead.append(": ")
            keptHead.append(value)
            keptHead.append("\r\n")
        }
        return true
    }

    private mutating func takeStatus(_ value: UnsafeRawBufferPointer) -> Bool {
        var number: UInt16 = 0
        for byte in value.prefix(3) {
            guard let digit = byte.decimalDigit else { break }
            number = number * 10 + UInt16(digit)
        }
        guard value.count == 3, (100...599).contains(number) else {
            fault = .badStatusLine
            return false
        }
        if number < 200 {
            interimResponses += 1
            if interimResponses > ResponseParser.maxInterimResponses { fault = .tooManyInterimResponses }
            return fault == nil
        }
        status = number
        keptHead.removeAll()
        if expectation.keeps {
            keptHead.append("HTTP/2 ")
            keptHead.append(value)
            keptHead.append("\r\n")
        }
        return true
    }

    /// Takes bytes of the body; false when there are more than may be.
    mutating func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bodyCount += UInt64(bytes.count)
        guard bodyCount <= expectation.maxBody else {
            fault = .bodyTooLarge
            return false
        }
        if expectation.keeps { keptBody.append(bytes) }
        return true
    }
}

extension ByteBuffer {
    /// Appends literal text.
    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
