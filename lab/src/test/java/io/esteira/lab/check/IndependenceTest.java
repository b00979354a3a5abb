package io.esteira.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A mistake of the shop's must not excuse itself in the checker. */
class IndependenceTest {

    private static final String OWN = "io/esteira/lab/check/";
    /** Names of classes anywhere in the class file: in references, descriptors, signatures and annotations. */
    private static final Pattern OF_THE_PROJECT = Pattern.compile("io/esteira/[\\w/$]+");

    @Test
    void theCheckerSharesNoCodeWithAnythingOfTheProject() throws Exception {
        Path classes = classes(Checker.class);
        Set<String> named = new TreeSet<>();
        int files = 0;
        try (Stream<Path> all = Files.list(classes)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".class")).toList()) {
                named.addAll(namedIn(file));
                files++;
            }
        }
        assertThat(files).isGreaterThan(20);
        assertThat(named).isNotEmpty().allMatch(name -> name.startsWith(OWN));
    }

    @Test
    void aSharedClassWouldBeSeen() throws Exception {
        Path lab = classes(Class.forName("io.esteira.lab.Replay")).resolve("Replay.class");
        assertThat(namedIn(lab)).anyMatch(name -> name.startsWith("io/esteira/contracts/"));
    }

    private static Path classes(Class<?> type) throws URISyntaxException {
        Path root =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        return root.resolve(type.getPackageName().replace('.', '/'));
    }

    private static Set<String> namedIn(Path file) throws IOException {
        Set<String> named = new TreeSet<>();
        for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
            String text = switch (entry) {
                case ClassEntry type -> type.asInternalName();
                case Utf8Entry utf8 -> utf8.stringValue();
                default -> "";
            };
            Matcher matcher = OF_THE_PROJECT.matcher(text);
            while (matcher.find()) {
                named.add(matcher.group());
            }
        }
        return named;
    }
}
