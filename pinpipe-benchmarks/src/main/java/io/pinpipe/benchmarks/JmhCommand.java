package io.pinpipe.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs JMH, whose own options follow the command. */
@Command(name = "jmh", description = "Runs the JMH benchmarks of the small parts; takes JMH's options, such as -h.")
final class JmhCommand implements Callable<Integer> {

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        org.openjdk.jmh.Main.main(options.toArray(String[]::new));
        return 0;
    }
}
