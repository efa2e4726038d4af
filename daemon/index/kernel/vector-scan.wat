;; Exact nearest neighbours over int8 vectors with WebAssembly SIMD.
;;
;; Memory: [ query | best | block 0 | block 1 | … ], laid out by vector-kernel.ts.
;; The query is `dims` int16, so that a product of two int8 rows needs no widening of one side.
;; The best are two arrays of k entries, best first: float32 scores, then uint32 places.
(module
  (memory (export "memory") 1)

  ;; Looks through `rows` rows of one block and keeps the k best seen so far in order.
  ;; allowed: address of a bitmap, one bit a row, or 0 for all rows. place: number of the block's first row.
  ;; Returns how many of the best are filled.
  (func (export "scan")
    (param $dims i32) (param $query i32) (param $vectors i32) (param $scales i32) (param $allowed i32)
    (param $rows i32) (param $place i32) (param $k i32) (param $scores i32) (param $places i32) (param $count i32)
    (result i32)
    (local $row i32) (local $at i32) (local $q i32) (local $end i32) (local $word i64) (local $to i32)
    (local $low v128) (local $high v128) (local $bytes v128)
    (local $score f32) (local $least f32)

    (local.set $least (f32.const -inf))
    (if (i32.eq (local.get $count) (local.get $k))
      (then (local.set $least
        (f32.load (i32.add (local.get $scores) (i32.shl (i32.sub (local.get $k) (i32.const 1)) (i32.const 2)))))))

    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $rows)))
        (if (local.get $allowed)
          (then
            (if (i32.eqz (i32.and (local.get $row) (i32.const 63)))
              (then
                (local.set $word (i64.load (i32.add (local.get $allowed) (i32.shr_u (local.get $row) (i32.const 3)))))
                (if (i64.eqz (local.get $word))
                  (then
                    (local.set $row (i32.add (local.get $row) (i32.const 64)))
                    (br $next)))))
            (if (i64.eqz (i64.and (i64.shr_u (local.get $word) (i64.extend_i32_u (i32.and (local.get $row) (i32.const 63)))) (i64.const 1)))
              (then
                (local.set $row (i32.add (local.get $row) (i32.const 1)))
                (br $next)))))

        (local.set $at (i32.add (local.get $vectors) (i32.mul (local.get $row) (local.get $dims))))
        (local.set $end (i32.add (local.get $at) (local.get $dims)))
        (local.set $q (local.get $query))
        (local.set $low (v128.const i32x4 0 0 0 0))
        (local.set $high (v128.const i32x4 0 0 0 0))
        (loop $dot
          (local.set $bytes (v128.load (local.get $at)))
          (local.set $low (i32x4.add (local.get $low)
            (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $bytes)) (v128.load (local.get $q)))))
          (local.set $high (i32x4.add (local.get $high)
            (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $bytes)) (v128.load offset=16 (local.get $q)))))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (br_if $dot (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
        (local.set $low (i32x4.add (local.get $low) (local.get $high)))
        (local.set $score (f32.mul
          (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2))))
          (f32.convert_i32_s (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $low)) (i32x4.extract_lane 1 (local.get $low)))
            (i32.add (i32x4.extract_lane 2 (local.get $low)) (i32x4.extract_lane 3 (local.get $low)))))))

        ;; An equal score found later stays behind, so the same question gets the same answer.
        (if (f32.gt (local.get $score) (local.get $least))
          (then
            (local.set $to (i32.shl (local.get $count) (i32.const 2)))
            (if (i32.eq (local.get $count) (local.get $k))
              (then (local.set $to (i32.sub (local.get $to) (i32.const 4))))
              (else (local.set $count (i32.add (local.get $count) (i32.const 1)))))
            (block $placed
              (loop $shift
                (br_if $placed (i32.eqz (local.get $to)))
                (br_if $placed (f32.ge (f32.load (i32.add (local.get $scores) (i32.sub (local.get $to) (i32.const 4)))) (local.get $score)))
                (f32.store (i32.add (local.get $scores) (local.get $to))
                  (f32.load (i32.add (local.get $scores) (i32.sub (local.get $to) (i32.const 4)))))
                (i32.store (i32.add (local.get $places) (local.get $to))
                  (i32.load (i32.add (local.get $places) (i32.sub (local.get $to) (i32.const 4)))))
                (local.set $to (i32.sub (local.get $to) (i32.const 4)))
                (br $shift)))
            (f32.store (i32.add (local.get $scores) (local.get $to)) (local.get $score))
            (i32.store (i32.add (local.get $places) (local.get $to)) (i32.add (local.get $place) (local.get $row)))
            (if (i32.eq (local.get $count) (local.get $k))
              (then (local.set $least
                (f32.load (i32.add (local.get $scores) (i32.shl (i32.sub (local.get $k) (i32.const 1)) (i32.const 2)))))))))

        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next)))
    (local.get $count)))
