package io.pinpipe.cli.internal;

import io.pinpipe.internal.Redactor;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes an invalid command line in one sentence that repeats nothing that may be a secret. */
final class WrongUse {

    private WrongUse() {}

    static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && e.getCommandLine().getParent() != null) {
            return unmatched(unmatched.getUnmatched());
        }
        ArgSpec argument = e.getArgSpec();
        if (argument instanceof OptionSpec option && option.typeInfo().isMap() && e.getCause() == null) {
            return option.longestName() + " must be NAME=VALUE, such as linger=50ms";
        }
        return Redactor.UNKNOWING.whole(String.valueOf(e.getMessage()));
    }

    /** Lists options without their values; any other argument may be the value of a misspelt option. */
    private static String unmatched(List<String> arguments) {
        String options = arguments.stream()
                .filter(word -> word.startsWith("-"))
                .map(word -> "'" + word.replaceFirst("=.*", "") + "'")
                .collect(Collectors.joining(", "));
        return options.isEmpty()
                ? "Unexpected arguments that belong to no option: " + arguments.size()
                : "Unknown options: " + options;
    }
}
