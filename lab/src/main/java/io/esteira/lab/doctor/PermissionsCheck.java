package io.esteira.lab.doctor;

import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** Whether this user may do what the shop does, and whether others may too. */
record PermissionsCheck(Brokers brokers) implements Check {

    private static final Set<AclOperation> NEEDED =
            EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

    @Override
    public String on() {
        return "permissions";
    }

    @Override
    public void look(Findings findings) throws Exception {
        authorizer(findings);
        Set<String> there = brokers.topicNames();
        List<String> ours =
                Topics.all().stream().map(Topic::name).filter(there::contains).toList();
        Map<String, TopicDescription> topics = brokers.topics(ours);
        topics.forEach((name, topic) -> {
            Set<AclOperation> missing = EnumSet.copyOf(NEEDED);
            missing.removeAll(topic.authorizedOperations());
            if (!missing.isEmpty()) {
                findings.problem(
                        on(),
                        "this user may not " + missing + " on " + name,
                        "kafka-acls.sh --add --allow-principal User:… --topic " + name + " --operation …");
            }
        });
        Set<AclOperation> onCluster = brokers.ask(brokers.admin()
                .describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                .authorizedOperations());
        if (!onCluster.contains(AclOperation.CREATE)
                && ours.size() < Topics.all().size()) {
            findings.problem(
                    on(),
                    "topics are missing, and this user may not make any",
                    "Allow CREATE on the cluster, or make them.");
        }
        if (findings.faults(on()) == 0) {
            findings.ok(on(), "this user may read and write " + Words.count(ours.size(), "topic", "topics"));
        }
    }

    private void authorizer(Findings findings) throws Exception {
        try {
            int rules = brokers.ask(
                            brokers.admin().describeAcls(AclBindingFilter.ANY).values())
                    .size();
            findings.ok("authorizer", Words.count(rules, "rule", "rules"));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SecurityDisabledException) {
                findings.warn(
                        "authorizer",
                        "none: whoever reaches the brokers may read and write everything",
                        "Let nobody reach them but the shop, or set authorizer.class.name and listeners with SASL or"
                                + " TLS.");
            } else if (cause instanceof ClusterAuthorizationException) {
                findings.ok("authorizer", "there is one; this user may not see its rules");
            } else {
                throw e;
            }
        }
    }
}
