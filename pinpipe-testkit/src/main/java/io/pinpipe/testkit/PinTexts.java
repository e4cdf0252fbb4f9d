package io.pinpipe.testkit;

/** Writes the texts of pins. */
final class PinTexts {

    private static final WordList MODIFIERS = WordList.named("modifiers");
    private static final WordList TITLE_TAILS = WordList.named("title-tails");
    private static final WordList SENTENCES = WordList.named("sentences");

    private static final String[] EMOJI = {
        "\uD83E\uDD0D", "\uD83C\uDF84", "\uD83D\uDE97", "\uD83D\uDC69\u200D\uD83C\uDFA8"
    };

    private static final int TAGS = 9;

    /** Where a long description is cut, before the ellipsis and the no-break space. */
    private static final int CUT = 177;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private PinTexts() {}

    static String title(Category category, Dice dice) {
        StringBuilder title = new StringBuilder(80);
        if (dice.chance(1, 4)) {
            title.append(5 + dice.below(95)).append(' ');
        }
        title.append(MODIFIERS.any(dice)).append(' ').append(category.subjects().any(dice));
        title.append(dice.chance(3, 1_000) ? '\n' : ' ').append(TITLE_TAILS.any(dice));
        if (dice.chance(9, 1_000)) {
            title.append(' ').append(emoji(dice));
        }
        return title.toString();
    }

    static String description(Dice dice) {
        boolean cut = dice.chance(36, 90);
        int least = cut ? CUT + 2 : 20 + dice.below(100);
        StringBuilder description = new StringBuilder(CUT + 80);
        while (description.length() < least) {
            if (!description.isEmpty()) {
                description.append(dice.chance(3, 1_000) ? '\n' : ' ');
            }
            if (dice.chance(6, 1_000)) {
                description.append(emoji(dice)).append(' ');
            }
            description.append(SENTENCES.any(dice));
        }
        if (cut) {
            description.setLength(description.lastIndexOf(" ", CUT));
            description.append("…\u00a0");
        }
        return description.toString();
    }

    static String tags(Category category, Dice dice) {
        StringBuilder tags = new StringBuilder(TAGS * 20);
        int modifier = dice.below(MODIFIERS.size());
        int step = 1 + dice.below(MODIFIERS.size() - 1);
        for (int i = 0; i < TAGS; i++) {
            if (i > 0) {
                tags.append(',');
            }
            modifier = (modifier + step) % MODIFIERS.size();
            tags.append(MODIFIERS.get(modifier))
                    .append(' ')
                    .append(category.subjects().any(dice));
        }
        return tags.toString();
    }

    /** The address of a picture, or of a still from a film. */
    static String imageSrc(boolean still, Dice dice) {
        long first = dice.bits();
        long second = dice.bits();
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

    private static String emoji(Dice dice) {
        return EMOJI[dice.below(EMOJI.length)];
    }

    private static void hex(long bits, int digits, StringBuilder out) {
        for (int i = 0; i < digits; i++) {
            out.append(HEX[(int) (bits >>> (60 - 4 * i)) & 0xF]);
        }
    }
}
