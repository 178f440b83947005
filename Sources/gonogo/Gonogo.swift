@main enum Gonogo { static func main() {} }
