// SPDX-License-Identifier: MIT

import Foundation

/// Number formatting of the screen: few significant digits in a fixed width.
enum NumberFormat {
  /// Formats a number in at most 8 characters: "0.4321", "-12.34", "1.2e-05".
  static func plain(_ value: Double) -> String { text(value, digits: 4) }

  /// Formats a number in at most 6 characters.
  static func short(_ value: Double) -> String { text(value, digits: 3) }

  /// Formats a number in `width` ≥ 5 cells, with fewer digits if `digits` do not fit.
  static func fitted(_ value: Double, digits: Int = 3, width: Int) -> String {
    if text(value, digits: digits).contains("e") {
      let forms = (1...max(1, digits - 2)).reversed().map { String(format: "%.*e", $0, value) }
      if let form = forms.first(where: { $0.count <= width }) { return form }
    }
    for digits in stride(from: digits, through: 0, by: -1) {
      let text = text(value, digits: digits)
      if text.count <= width { return text }
    }
    // Shorten exponents: "-1e+07" to "-1e7", "-4e-04" to "-4e-4", "-1e+200" to "-1e200".
    let short = String(format: "%.0e", value).replacingOccurrences(of: "e+0", with: "e")
      .replacingOccurrences(of: "e+", with: "e").replacingOccurrences(of: "e-0", with: "e-")
    // A truncated exponent would be another number.
    return short.count <= width ? short : abs(value) < 1 ? "0" : "<-1e9"
  }

  /// `digits` decimal places for values below 10, and fewer above.
  private static func text(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf" }
    let size = abs(value)
    if size >= 99_999.5 || (size > 0 && size < 0.5 * pow(10, Double(-digits))) {
      return String(format: "%.*e", max(0, digits - 3), value)
    }
    let integerDigits = size < 10 ? 0 : size < 100 ? 1 : size < 1000 ? 2 : digits
    return String(format: "%.*f", max(0, digits - integerDigits), value)
  }

  /// Formats a small number such as ε: "1e-05".
  static func tiny(_ value: Double) -> String { String(format: "%.3g", value) }

  /// Formats a limit of a typed value: "0", "511", "1e+06".
  static func bound(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : tiny(value)
  }

  /// Formats a fraction as a percentage: "0.04 %".
  static func percent(_ share: Double) -> String {
    let value = share * 100
    return String(format: value != 0 && value < 0.995 ? "%.2f %%" : "%.1f %%", value)
  }

  /// Formats an integer with spaces between groups of three digits: "419 328".
  static func count(_ value: Int) -> String {
    var digits = String(value)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: " ")
  }
}

/// Formatting of durations.
public enum ClockText {
  /// Formats a duration as "0:07", "50:12" or "2:46:30".
  public static func text(seconds: Int) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60)
    return minutes < 60
      ? String(format: "%d:%02d", minutes, rest)
      : String(format: "%d:%02d:%02d", minutes / 60, minutes % 60, rest)
  }
}
