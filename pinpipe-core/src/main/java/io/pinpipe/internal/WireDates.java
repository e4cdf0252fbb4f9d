package io.pinpipe.internal;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Date formats on the wire: one is written, several are read. None has a zone. */
public final class WireDates {

    private WireDates() {}

    /** ISO-8601 with {@code T}, always with seconds, with a fraction only if it is not zero. */
    public static String format(LocalDateTime date) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(date);
    }

    /**
     * Parses {@code 2020-08-28T03:52:47} with {@code T} or a space, {@code 2020:08:28 03:52:47} and
     * {@code 08/28/2020, 03:52:47}; seconds may be missing; a fraction of up to nine digits and an offset of zero
     * ({@code Z}, {@code +0000}, {@code +00:00}, {@code +00}) may follow.
     *
     * @throws DateTimeException when the text has none of these formats, or names a day or time that does not exist
     */
    public static LocalDateTime parse(String text) {
        String date = text.strip();
        if (date.startsWith("+") || date.startsWith("-")) {
            // ISO-8601 puts a sign before years of more than four digits and before year 0.
            return LocalDateTime.parse(date);
        }
        return new Cursor(date).date();
    }

    /** Parses one text from left to right. */
    private static final class Cursor {

        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        LocalDateTime date() {
            int year;
            int month;
            int day;
            if (text.length() > 2 && text.charAt(2) == '/') {
                month = number(2);
                expect('/');
                day = number(2);
                expect('/');
                year = number(4);
                expect(',');
                expect(' ');
            } else {
                year = number(4);
                char between = skip(':') ? ':' : '-';
                if (between == '-') {
                    expect('-');
                }
                month = number(2);
                expect(between);
                day = number(2);
                if (!skip('T')) {
                    expect(' ');
                }
            }
            int hour = number(2);
            expect(':');
            int minute = number(2);
            int second = skip(':') ? number(2) : 0;
            int nano = skip('.') ? fraction() : 0;
            zeroOffset();
            if (at != text.length()) {
                throw unreadable();
            }
            return LocalDateTime.of(year, month, day, hour, minute, second, nano);
        }

        private int number(int digits) {
            int value = 0;
            for (int i = 0; i < digits; i++) {
                if (!atDigit()) {
                    throw unreadable();
                }
                value = value * 10 + (text.charAt(at++) - '0');
            }
            return value;
        }

        private int fraction() {
            int nano = 0;
            int digits = 0;
            for (; atDigit() && digits < 9; digits++) {
                nano = nano * 10 + (text.charAt(at++) - '0');
            }
            if (digits == 0) {
                throw unreadable();
            }
            for (; digits < 9; digits++) {
                nano *= 10;
            }
            return nano;
        }

        private void zeroOffset() {
            if (at == text.length() || skip('Z')) {
                return;
            }
            String offset = text.substring(at);
            if (offset.equals("+0000") || offset.equals("+00:00") || offset.equals("+00")) {
                at = text.length();
            }
        }

        private boolean atDigit() {
            return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        private boolean skip(char c) {
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char c) {
            if (!skip(c)) {
                throw unreadable();
            }
        }

        private DateTimeException unreadable() {
            return new DateTimeException("not a date without a zone");
        }
    }
}
