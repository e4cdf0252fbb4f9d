package io.pinpipe.spark;

import java.util.List;

/** The questions answered by {@link Analytics}, with their answers. */
public enum Question {
    /** The most popular category in each country. */
    Q1(Answer.Q1),
    /** Posts in each category in each year from 2018 to 2022. */
    Q2(Answer.Q2),
    /** The most-followed poster in each country, and the country of the most-followed one. */
    Q3(Answer.Q3_USERS, Answer.Q3_COUNTRY),
    /** The most popular category in each age group. */
    Q4(Answer.Q4),
    /** The median follower count in each age group. */
    Q5(Answer.Q5),
    /** How many users joined in each year from 2015 to 2020. */
    Q6(Answer.Q6),
    /** The median follower count by joining year from 2015 to 2020. */
    Q7(Answer.Q7),
    /** The median follower count by joining year and age group. */
    Q8(Answer.Q8);

    private final List<Answer> answers;

    Question(Answer... answers) {
        this.answers = List.of(answers);
    }

    /**
     * Returns the tables that answer the question.
     *
     * @return one or two answers; immutable
     */
    public List<Answer> answers() {
        return answers;
    }
}
