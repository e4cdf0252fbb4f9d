package io.pinpipe.testkit;

/** Generates the texts of pins. */
final class PinTexts {

    private static final WordList MODIFIERS = WordList.named("modifiers");
    private static final WordList TITLE_TAILS = WordList.named("title-tails");
    private static final WordList SENTENCES = WordList.named("sentences");

    private static final String[] EMOJI = {
        "\uD83E\uDD0D", "\uD83C\uDF84", "\uD83D\uDE97", "\uD83D\uDC69\u200D\uD83C\uDFA8"
    };

    private static final int TAGS = 9;

    /** Where a long description is truncated, before the ellipsis and the no-break space. */
    private static final int CUT = 177;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private PinTexts() {}

    static String title(Category category, RandomSource random) {
        StringBuilder title = new StringBuilder(80);
        if (random.chance(1, 4)) {
            title.append(5 + random.below(95)).append(' ');
        }
        title.append(MODIFIERS.any(random))
                .append(' ')
                .append(category.subjects().any(random));
        title.append(random.chance(3, 1_000) ? '\n' : ' ').append(TITLE_TAILS.any(random));
        if (random.chance(9, 1_000)) {
            title.append(' ').append(emoji(random));
        }
        return title.toString();
    }

    static String description(RandomSource random) {
        boolean cut = random.chance(36, 90);
        int least = cut ? CUT + 2 : 20 + random.below(100);
        StringBuilder description = new StringBuilder(CUT + 80);
        while (description.length() < least) {
            if (!description.isEmpty()) {
                description.append(random.chance(3, 1_000) ? '\n' : ' ');
            }
            if (random.chance(6, 1_000)) {
                description.append(emoji(random)).append(' ');
            }
            description.append(SENTENCES.any(random));
        }
        if (cut) {
            description.setLength(description.lastIndexOf(" ", CUT));
            description.append("…\u00a0");
        }
        return description.toString();
    }

    static String tags(Category category, RandomSource random) {
        StringBuilder tags = new StringBuilder(TAGS * 20);
        int modifier = random.below(MODIFIERS.size());
        int step = 1 + random.below(MODIFIERS.size() - 1);
        for (int i = 0; i < TAGS; i++) {
            if (i > 0) {
                tags.append(',');
            }
            modifier = (modifier + step) % MODIFIERS.size();
            tags.append(MODIFIERS.get(modifier))
                    .append(' ')
                    .append(category.subjects().any(random));
        }
        return tags.toString();
    }

    /** Returns the address of a picture, or of a still from a video. */
    static String imageSrc(boolean still, RandomSource random) {
        long first = random.bits();
        long second = random.bits();
        StringBuilder address = new StringBuilder(110);
        address.append("https://i.example.com/").append(still ? "videos/thumbnails/originals/" : "originals/");
        for (int pair = 0; pair < 3; pair++) {
            hex(first << (8 * pair), 2, address);
            address.append('/');
        }
        hex(first, 16, address);
        hex(second, 16, address);
        return address.append(still ? ".0000001.jpg" : ".jpg").toString();
    }

    private static String emoji(RandomSource random) {
        return EMOJI[random.below(EMOJI.length)];
    }

    private static void hex(long bits, int digits, StringBuilder out) {
        for (int i = 0; i < digits; i++) {
            out.append(HEX[(int) (bits >>> (60 - 4 * i)) & 0xF]);
        }
    }
}
