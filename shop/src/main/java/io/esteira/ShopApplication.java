package io.esteira;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The one production program; {@code --esteira.roles=intake,billing} chooses what this process does of it. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(
        systemName = "Esteira",
        sharedModules = {"contracts", "platform"})
public class ShopApplication {

    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }
}
