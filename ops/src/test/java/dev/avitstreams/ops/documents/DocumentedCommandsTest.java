package dev.avitstreams.ops.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.Shell;
import dev.avitstreams.ops.documents.MarkdownPages.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Every command that a page prints is one the program understands, and every flag is in the contract. */
class DocumentedCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("^(?:\\$ )?(?:[A-Z_]+=\\S+ )*(?:\\./)?avit (.*)$");
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]+)`");
    /** What stands in for something, or offers a choice. */
    private static final Pattern PATTERN_NOT_COMMAND = Pattern.compile("[…|\\[\\]]|COMMAND|SUBJECT|PARTITION@OFFSET");
    /** Its settings are listed by its help alone, which the contract says. */
    private static final String EXPLAINED_BY_HELP = "train";

    @Test
    void commandsInBlocksAreUnderstoodAsPrinted() throws IOException {
        List<String> mistakes = new ArrayList<>();
        int commands = 0;
        for (Page page : MarkdownPages.all()) {
            for (String line : page.shellLines()) {
                Optional<List<String>> arguments = arguments(line);
                if (arguments.isPresent()) {
                    commands++;
                    mistake(arguments.get(), true)
                            .ifPresent(wrong -> mistakes.add(page.name() + ": " + line + ": " + wrong));
                }
            }
        }

        assertThat(commands).isGreaterThan(15);
        assertThat(mistakes).isEmpty();
    }

    @Test
    void commandsInSentencesAreUnderstoodAsFarAsTheyGo() throws IOException {
        List<String> mistakes = new ArrayList<>();
        int commands = 0;
        for (Page page : MarkdownPages.all()) {
            Matcher span = CODE_SPAN.matcher(page.prose());
            while (span.find()) {
                String line = span.group(1).replaceAll("\\s+", " ");
                Optional<List<String>> arguments = arguments(line);
                if (arguments.isPresent() && !PATTERN_NOT_COMMAND.matcher(line).find()) {
                    commands++;
                    mistake(arguments.get(), false)
                            .ifPresent(wrong -> mistakes.add(page.name() + ": " + line + ": " + wrong));
                }
            }
        }

        assertThat(commands).isGreaterThan(50);
        assertThat(mistakes).isEmpty();
    }

    @Test
    void everyFlagIsInTheContract() throws IOException {
        String contract = MarkdownPages.page("docs/cli.md").text();
        List<String> missing = new ArrayList<>();

        collectMissing(Shell.commandLine(), contract, missing);

        assertThat(missing).isEmpty();
    }

    @Test
    void aMistakeIsFound() {
        assertThat(mistake(List.of("demo", "--frame", "3"), true)).isPresent();
        assertThat(mistake(List.of("camera"), true)).isPresent();
        assertThat(mistake(List.of("camera"), false)).isEmpty();
        assertThat(arguments("AVIT_BUILD=never ./avit demo --frames 3 > out.txt # three"))
                .contains(List.of("demo", "--frames", "3"));
    }

    private static void collectMissing(CommandLine command, String contract, List<String> missing) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.name().equals(EXPLAINED_BY_HELP) || spec.name().equals("help")) {
            return;
        }
        spec.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .filter(option -> !Pattern.compile(Pattern.quote(option.longestName()) + "\\b")
                        .matcher(contract)
                        .find())
                .forEach(option -> missing.add(spec.qualifiedName() + " " + option.longestName()));
        command.getSubcommands().values().forEach(child -> collectMissing(child, contract, missing));
    }

    /** What the program would have, without its name, comment and redirections. */
    private static Optional<List<String>> arguments(String line) {
        Matcher command = COMMAND.matcher(line);
        if (!command.matches()) {
            return Optional.empty();
        }
        String plain = command.group(1)
                .replaceAll("\\s+#.*$", "")
                .replaceAll("\\s+(?:2?>|\\||&).*$", "")
                .strip();
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(plain);
        while (word.find()) {
            words.add(word.group().replaceAll("^['\"]|['\"]$", ""));
        }
        return Optional.of(words);
    }

    /** @param whole whether what is required must be there */
    private static Optional<String> mistake(List<String> arguments, boolean whole) {
        try {
            Shell.commandLine().parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (MissingParameterException e) {
            return whole ? Optional.of(String.valueOf(e.getMessage())) : Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
