<?php
// Compares pairs of texts, JSON Lines in and out, in one process: {"old", "new"} -> {"seconds", "diff"}.
function seconds(): float
{
    $used = getrusage();
    return $used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec'] + ($used['ru_utime.tv_usec'] + $used['ru_stime.tv_usec']) / 1e6;
}

while (($line = fgets(STDIN)) !== false) {
    $pair = json_decode($line, true);
    $start = seconds();
    $diff = wikidiff2_inline_json_diff($pair['old'], $pair['new'], 100000000);
    $taken = seconds() - $start;
    echo json_encode(['seconds' => $taken, 'diff' => $diff], JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
