package io.pinpipe.cli.internal;

import io.pinpipe.internal.Redactor;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in a sentence that repeats nothing of it that may be a secret. */
final class WrongUse {

    private WrongUse() {}

    static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && e.getCommandLine().getParent() != null) {
            return unmatched(unmatched.getUnmatched());
        }
        ArgSpec argument = e.getArgSpec();
        if (argument instanceof OptionSpec option && option.typeInfo().isMap() && e.getCause() == null) {
            return option.longestName() + " wants NAME=VALUE, such as linger=50ms";
        }
        return Redactor.UNKNOWING.whole(String.valueOf(e.getMessage()));
    }

    /** Names options without what is given to them; any other word may be the value of a misspelt option. */
    private static String unmatched(List<String> words) {
        String options = words.stream()
                .filter(word -> word.startsWith("-"))
                .map(word -> "'" + word.replaceFirst("=.*", "") + "'")
                .collect(Collectors.joining(", "));
        return options.isEmpty()
                ? "There are " + words.size() + " words too many that belong to no option"
                : "Unknown: " + options;
    }
}
