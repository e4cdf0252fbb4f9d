package io.pinpipe.testkit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A category of pins, which extends from its first row to the next category's.
 *
 * @param name the name on the wire
 * @param saveLocation where its pins are saved
 * @param classicStart its first row in a source of the classic size
 * @param subjects the topics of its pins
 */
record Category(String name, String saveLocation, int classicStart, WordList subjects) {

    private static final int[] CLASSIC_STARTS = {
        0, 896, 1_643, 2_637, 3_467, 4_333, 5_080, 5_867, 6_737, 7_583, 8_488, 9_463, 10_316
    };

    /** Returns all categories by first row. */
    static List<Category> all() {
        return IntStream.range(0, CLASSIC_STARTS.length)
                .mapToObj(i -> read(WordList.lines("subjects").get(i), CLASSIC_STARTS[i]))
                .toList();
    }

    private static Category read(String line, int classicStart) {
        String[] nameAndSubjects = line.split(": ", 2);
        String name = nameAndSubjects[0];
        WordList subjects = WordList.of(List.of(nameAndSubjects[1].split(", ", -1)));
        return new Category(name, "Local save in /data/" + name, classicStart, subjects);
    }
}
