package io.pinpipe.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Words or phrases from a resource file, one on each line. Immutable. */
final class WordList {

    private final String[] words;

    private WordList(List<String> words) {
        this.words = words.toArray(String[]::new);
    }

    static WordList of(List<String> words) {
        return new WordList(words);
    }

    /** Reads {@code words/<name>.txt}. */
    static WordList named(String name) {
        return new WordList(lines(name));
    }

    static List<String> lines(String name) {
        try (InputStream in = WordList.class.getResourceAsStream("words/" + name + ".txt")) {
            Objects.requireNonNull(in, name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return words.length;
    }

    String get(int at) {
        return words[at];
    }

    String any(RandomSource random) {
        return words[random.below(words.length)];
    }
}
