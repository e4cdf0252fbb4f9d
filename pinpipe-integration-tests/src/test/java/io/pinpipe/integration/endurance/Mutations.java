package io.pinpipe.integration.endurance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small damage to bytes, the same for the same seed. Not thread-safe. */
final class Mutations {

    private static final int PLACES_MAX = 3;
    private static final int PIECE_MAX = 30;

    private static final List<byte[]> PIECES = List.of(
                    "\"",
                    "\\",
                    "\\u",
                    "\\ud83e",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    " ",
                    "\r\n",
                    "0",
                    "1",
                    "-",
                    "-1",
                    ".",
                    "e9",
                    "null",
                    "true",
                    "NaN",
                    "{}",
                    "[]",
                    "\u0000",
                    "\u001f",
                    "\ufeff",
                    "é",
                    "🤍",
                    "99999999999999999999",
                    "\"offset\":",
                    "\"partition\":",
                    "\"error_code\":1,",
                    "\"SequenceNumber\":\"1\",",
                    "\"ErrorCode\":\"\",",
                    "\"__type\":\"x\",",
                    "\"index\":",
                    "\"ind\":",
                    "\"value\":",
                    "\"title\":\"x\",",
                    "124k",
                    "User Info Error")
            .stream()
            .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** Damages one place or a few. */
    byte[] of(byte[] bytes) {
        byte[] damaged = bytes;
        for (int places = 1 + random.nextInt(PLACES_MAX); places > 0; places--) {
            damaged = once(damaged);
        }
        return damaged;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return piece();
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(PIECE_MAX));
        return switch (random.nextInt(9)) {
            case 0 -> changed(bytes, from, (byte) (bytes[from] ^ 1 << random.nextInt(8)));
            case 1 -> changed(bytes, from, (byte) random.nextInt());
            case 2 -> replaced(bytes, from, to, new byte[0]);
            case 3 -> replaced(bytes, from, from, piece());
            case 4 -> replaced(bytes, from, to, piece());
            case 5 -> replaced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
            case 6 -> Arrays.copyOf(bytes, from);
            case 7 -> digit(bytes, from);
            default -> replaced(bytes, from, from, Arrays.copyOfRange(bytes, random.nextInt(from + 1), to));
        };
    }

    /** Changes the next digit, so that the syntax stays as it is. */
    private byte[] digit(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] >= '0' && bytes[at] <= '9') {
                return changed(bytes, at, (byte) ('0' + random.nextInt(10)));
            }
        }
        return bytes;
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private static byte[] changed(byte[] bytes, int at, byte with) {
        byte[] changed = bytes.clone();
        changed[at] = with;
        return changed;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] with) {
        byte[] replaced = Arrays.copyOf(bytes, bytes.length - (to - from) + with.length);
        System.arraycopy(with, 0, replaced, from, with.length);
        System.arraycopy(bytes, to, replaced, from + with.length, bytes.length - to);
        return replaced;
    }
}
