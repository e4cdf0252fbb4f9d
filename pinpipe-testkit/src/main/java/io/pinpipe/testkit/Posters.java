package io.pinpipe.testkit;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The posters of one seed, each computed from its number. Immutable. */
final class Posters {

    /** The number of the unknown poster, whose name and follower count are the sentinel. */
    static final long UNKNOWN = -1;

    /** The name and follower count of the unknown poster. */
    static final String UNKNOWN_NAME = "User Info Error";

    private static final long FIRST_JOINED =
            LocalDateTime.of(2015, 10, 21, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final int JOINING_SECONDS = 731 * 24 * 60 * 60;

    private static final int STREAM = 1;

    private static final WordList FIRST = WordList.named("poster-first");
    private static final WordList SECOND = WordList.named("poster-second");
    private static final String[] TAILS = {
        "",
        " Blog",
        " & Co",
        " | Home and Family",
        " HQ",
        " Magazine",
        " | Recipes, Crafts and More",
        " Weekly",
        " Online",
        " | Slow Living"
    };
    private static final WordList FIRST_NAMES = WordList.named("first-names");
    private static final WordList LAST_NAMES = WordList.named("last-names");
    private static final WordList COUNTRIES = WordList.named("countries");

    /** Coprime to the number of names, so that each name is reached once. */
    private static final int NAME_STEP = 7_919;

    private final long seed;

    Posters(long seed) {
        this.seed = seed;
    }

    Poster poster(long number) {
        RandomSource random = RandomSource.of(seed, STREAM, number);
        boolean unknown = number == UNKNOWN;
        return new Poster(
                unknown ? UNKNOWN_NAME : name(number, random),
                unknown ? UNKNOWN_NAME : followerCount(random),
                FIRST_NAMES.any(random),
                LAST_NAMES.any(random),
                20 + (int) (41 * early(random)),
                LocalDateTime.ofEpochSecond(FIRST_JOINED + (long) (JOINING_SECONDS * early(random)), 0, ZoneOffset.UTC),
                coordinate(179.97 * random.fraction() - 89.98),
                coordinate(359.98 * random.fraction() - 179.99),
                COUNTRIES.any(random));
    }

    /** A name that no other poster has. */
    private static String name(long number, RandomSource random) {
        int names = FIRST.size() * SECOND.size() * TAILS.length;
        int choice = (int) (number % names * NAME_STEP % names);
        StringBuilder name = new StringBuilder(40);
        boolean spaced = random.chance(19, 1_000);
        boolean spaceFirst = random.chance(1, 2);
        if (spaced && spaceFirst) {
            name.append(' ');
        }
        name.append(FIRST.get(choice % FIRST.size()))
                .append(' ')
                .append(SECOND.get(choice / FIRST.size() % SECOND.size()))
                .append(TAILS[choice / FIRST.size() / SECOND.size()]);
        if (number >= names) {
            name.append(" No. ").append(number / names + 1);
        }
        if (random.chance(5, 1_000)) {
            name.append(" \uD83C\uDF3F");
        }
        if (spaced && !spaceFirst) {
            name.append(' ');
        }
        return name.toString();
    }

    private static String followerCount(RandomSource random) {
        int size = random.below(3_731);
        if (size < 645) {
            return Integer.toString(random.below(1_000));
        }
        return size < 645 + 2_776 ? 1 + random.below(999) + "k" : 1 + (int) (14 * early(random)) + "M";
    }

    /**
     * A number from 0 (inclusive) to 1 (exclusive), small ones being more likely: most posters are young and joined
     * early.
     */
    private static double early(RandomSource random) {
        double fraction = random.fraction();
        return fraction * fraction * Math.sqrt(fraction);
    }

    /** Rounds to six significant digits, which is what MySQL shows of a FLOAT. */
    private static double coordinate(double degrees) {
        double size = Math.abs(degrees);
        double scale = size >= 100 ? 1e3 : size >= 10 ? 1e4 : size >= 1 ? 1e5 : 1e6;
        return Math.round(degrees * scale) / scale;
    }
}
