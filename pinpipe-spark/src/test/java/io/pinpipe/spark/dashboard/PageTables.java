package io.pinpipe.spark.dashboard;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tables of an opened page. */
final class PageTables {

    private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL);

    private PageTables() {}

    /** The cells under a chart, with the headings as the first row, and numbers without separators. */
    static List<List<String>> under(String dom, String section) {
        Matcher found = Pattern.compile("<section id=\"" + section + "\".*?</section>", Pattern.DOTALL)
                .matcher(dom);
        if (!found.find()) {
            throw new AssertionError("The page has no section " + section);
        }
        return ROW.matcher(found.group())
                .results()
                .map(row -> CELL.matcher(row.group(1))
                        .results()
                        .map(PageTables::text)
                        .toList())
                .toList();
    }

    private static String text(MatchResult cell) {
        return cell.group(1)
                .replace(",", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
