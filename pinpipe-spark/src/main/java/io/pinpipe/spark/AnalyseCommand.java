package io.pinpipe.spark;

import io.pinpipe.internal.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Answers questions from the clean tables. */
@Command(
        name = "analyse",
        mixinStandardHelpOptions = true,
        description = "Answers up to eight questions from a user's clean tables: Q1 and Q2 most popular category by"
                + " country and by year, Q3 most-followed posters, Q4 most popular category by age group, Q5 median"
                + " followers by age group, Q6 users joined by year, Q7 and Q8 median followers by joining year.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all questions were answered",
            "1:reading or writing failed, or a table is damaged",
            "2:invalid arguments, or a clean table is missing or has other columns"
        })
final class AnalyseCommand implements Callable<Integer> {

    private static final String ALL = "all";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "LAKE",
            description = "The lake: the folder or s3a:// address above the tables.")
    private String lake;

    @Option(names = "--user-id", required = true, paramLabel = "U", description = "The user of the tables.")
    private String userId;

    @Option(
            names = "--question",
            split = ",",
            paramLabel = "Q",
            defaultValue = ALL,
            description = "The questions: Q1 to Q8, separated by commas, or all, the default.")
    private List<String> questions;

    @Option(
            names = "--ties",
            paramLabel = "all|first",
            defaultValue = "all",
            description = "Whether Q1 to Q4 list all tied rows, the default, or the first by category or name.")
    private Ties ties;

    @Option(
            names = "--median",
            paramLabel = "lower|interpolated",
            defaultValue = "lower",
            description =
                    "Whether the median of an even number of values is the lower of the two middle ones, the default,"
                            + " or their mean.")
    private Median median;

    @Option(
            names = "--users",
            paramLabel = "posts|users",
            defaultValue = "posts",
            description = "Whether Q6 counts a user once per post, the default, or once.")
    private UserCount users;

    @Option(
            names = "--groups",
            paramLabel = "top|all",
            defaultValue = "top",
            description =
                    "Whether Q1, Q2 and Q4 list the most popular categories, the default, or all with their counts.")
    private Groups groups;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "The format of answers; text tables by default.")
    private AnswerFormat format;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write one file per answer to this folder: q1, q2, q3-users, q3-country, q4 to q8, with"
                    + " .txt, .csv or .json; by default all go to standard output.")
    private @Nullable Path out;

    /** Creates the command. */
    public AnalyseCommand() {}

    @Override
    public Integer call() {
        SortedSet<Question> asked = questions();
        if (out != null) {
            OutPath.requireFolder(out);
        }
        SparkSession spark = Sessions.open("pinpipe analyse");
        Analytics analytics = Analytics.builder(spark, DeltaTables.open(spark, lake, userId))
                .ties(ties)
                .median(median)
                .users(users)
                .groups(groups)
                .cached(asked.size() > 1)
                .build();
        Map<String, AnswerRows> answers = new LinkedHashMap<>();
        for (Question question : asked) {
            for (Answer answer : question.answers()) {
                answers.put(answer.label(), AnswerRows.of(analytics.answer(answer)));
            }
        }
        if (out == null) {
            print(answers);
        } else {
            write(answers, out);
        }
        return 0;
    }

    private SortedSet<Question> questions() {
        SortedSet<Question> asked = new TreeSet<>();
        for (String name : questions) {
            if (name.strip().equalsIgnoreCase(ALL)) {
                asked.addAll(List.of(Question.values()));
            } else {
                asked.add(question(name.strip()));
            }
        }
        return asked;
    }

    private Question question(String name) {
        try {
            return Question.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(
                    spec.commandLine(), "--question: '" + name + "' is not one of Q1 to Q8 or all", unknown);
        }
    }

    private void print(Map<String, AnswerRows> answers) {
        PrintWriter standard = spec.commandLine().getOut();
        standard.print(format.all(answers));
        standard.flush();
    }

    private void write(Map<String, AnswerRows> answers, Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, AnswerRows> answer : answers.entrySet()) {
                WholeFile.write(folder.resolve(answer.getKey() + format.suffix()), format.one(answer.getValue()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write answers to " + folder + ": " + e, e);
        }
    }
}
