package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    @Test
    void onlyTheOwnerReadsThem(@TempDir Path data) throws Exception {
        Credentials.in(data);
        for (String file : List.of("credentials.properties", "secrets.properties")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theFileHoldsWhatPeopleNeedAndNothingElse(@TempDir Path data) throws Exception {
        Credentials credentials = Credentials.in(data);
        Properties file = new Properties();
        try (var reader = Files.newBufferedReader(credentials.file())) {
            file.load(reader);
        }
        assertThat(file.stringPropertyNames()).containsExactlyInAnyOrder("staff.username", "staff.password", "api.key");
        assertThat(file.getProperty("staff.password")).isEqualTo(credentials.staffPassword());
        assertThat(file.getProperty("api.key")).isEqualTo(credentials.apiKey());
    }

    @Test
    void aSecondStartKeepsThem(@TempDir Path data) throws Exception {
        Credentials first = Credentials.in(data);
        Credentials second = Credentials.in(data);
        assertThat(second.staffPassword()).isEqualTo(first.staffPassword());
        assertThat(second.apiKey()).isEqualTo(first.apiKey());
        assertThat(second.linkSecret()).isEqualTo(first.linkSecret());
        assertThat(second.postgresPassword()).isEqualTo(first.postgresPassword());
    }

    @Test
    void whatTheOwnerChangedStays(@TempDir Path data) throws Exception {
        Path file = Credentials.in(data).file();
        Files.writeString(file, "staff.username=maria\nstaff.password=chosen\n");
        Credentials changed = Credentials.in(data);
        assertThat(changed.staffUsername()).isEqualTo("maria");
        assertThat(changed.staffPassword()).isEqualTo("chosen");
        assertThat(changed.apiKey()).isNotBlank();
        assertThat(Files.readString(file)).contains("staff.username=maria", "api.key=" + changed.apiKey());
    }

    @Test
    void twoDirectoriesHaveNothingInCommon(@TempDir Path one, @TempDir Path other) throws Exception {
        assertThat(Credentials.in(one).apiKey())
                .isNotEqualTo(Credentials.in(other).apiKey());
        assertThat(Credentials.in(one).linkSecret()).hasSizeGreaterThanOrEqualTo(32);
    }
}
