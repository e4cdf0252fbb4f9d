package io.pinpipe.integration;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The terms that neither documents nor main code use, since a reader would have to ask what they mean. */
final class Glossary {

    private static final Pattern UNCLEAR = Pattern.compile(
            "far side|\\b(is|are) told\\b|waits? for company|became of|how it ended|under way|in the field\\b"
                    + "|the dice|\\bhand(s|ed|ing)?[- ]?over\\b|midst of|side by side|as everyone has it"
                    + "|\\breckon|without a word");

    private static final Set<String> UNCLEAR_NAMES = Set.of(
            "Answers",
            "Contestant",
            "Counts",
            "Entry",
            "FarSide",
            "FlushGate",
            "GatewayWords",
            "HttpFailures",
            "HttpLink",
            "HttpWay",
            "LinesCleaner",
            "OuterSpace",
            "Progress",
            "Refusals",
            "RestPublisher",
            "Said",
            "SideBySide",
            "Sight",
            "Signal",
            "Standing",
            "StatusAnswers",
            "Tally");

    private Glossary() {}

    /** Returns the places of unclear terms in a text, each with what stands around it. */
    static List<String> unclearTermsIn(String text) {
        String prose = text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return UNCLEAR.matcher(prose)
                .results()
                .map(found ->
                        prose.substring(Math.max(0, found.start() - 40), Math.min(prose.length(), found.end() + 40)))
                .toList();
    }

    static boolean isUnclearName(String type) {
        return UNCLEAR_NAMES.contains(type) || type.endsWith("Carrier");
    }
}
