<?php
// Compares pairs of texts, JSON Lines in and out, in one process: {"old", "new"} -> {"seconds", "diff"}.
while (($line = fgets(STDIN)) !== false) {
    $pair = json_decode($line, true);
    $start = hrtime(true);
    $diff = wikidiff2_inline_json_diff($pair['old'], $pair['new'], 100000000);
    $seconds = (hrtime(true) - $start) / 1e9;
    echo json_encode(['seconds' => $seconds, 'diff' => $diff], JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
